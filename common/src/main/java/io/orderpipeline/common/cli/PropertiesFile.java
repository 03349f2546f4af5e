package io.orderpipeline.common.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/** Reads properties files named by options. */
public final class PropertiesFile {

    private PropertiesFile() {}

    /**
     * @param option for the error message
     * @throws UserError when the file does not exist or is not a properties file
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
                    option + ": cannot read " + path + " as a properties file (" + ErrorText.of(e) + ")");
        }
    }
}
