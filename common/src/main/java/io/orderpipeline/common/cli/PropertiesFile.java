package io.orderpipeline.common.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Reads properties files named by options. */
public final class PropertiesFile {

    private PropertiesFile() {}

    /**
     * @param option for the error message
     * @throws UserError when the file does not exist, is not a properties file, or sets a key twice
     */
    public static Properties read(Path path, String option) {
        UniqueKeys properties = new UniqueKeys();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw UserError.badUsage(option + ": there is no file " + path + "; name one that exists");
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badUsage(option + ": cannot read " + path + " as a properties file: " + FileProblem.of(e));
        }
        UserError.requireUsage(
                properties.repeated.isEmpty(),
                option + ": " + path + " sets " + String.join(" and ", properties.repeated)
                        + " twice, and only the last would be used; keep one");
        return properties;
    }

    /** Remembers the keys that a file sets more than once. */
    private static final class UniqueKeys extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient Set<String> repeated = new TreeSet<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                repeated.add(key.toString());
            }
            return super.put(key, value);
        }
    }
}
