package io.orderpipeline.common.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/** Reads a properties file that a user named, or says in one line why not. */
public final class PropertiesFile {

    private PropertiesFile() {}

    /**
     * @param option the option that named the file, for the message
     * @throws UserError when there is no such file, or it cannot be read as properties
     */
    public static Properties read(Path path, String option) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
            return properties;
        } catch (NoSuchFileException e) {
            throw UserError.badUsage(option + ": there is no file " + path + "; name one that exists");
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badUsage(
                    option + ": cannot read " + path + " as a properties file (" + e.getMessage() + ")");
        }
    }
}
