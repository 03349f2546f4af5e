package io.orderpipeline.common.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads properties files named by options. */
public final class PropertiesFile {

    /**
     * A line of a properties file: empty, a comment, {@code name=value}, {@code name: value}, a name alone, or a name
     * and one word. Java would also accept prose, and take its first words for names.
     */
    private static final Pattern LINE = Pattern.compile("([#!].*)?|[A-Za-z_][\\w.-]*\\s*([=:].*|\\s\\S*)?");

    private static final Pattern OPTION = Pattern.compile("--[A-Za-z].*");

    private static final Pattern COMMENT = Pattern.compile("[#!].*");

    /** Ends in an odd number of backslashes. */
    private static final Pattern CONTINUED = Pattern.compile("(.*[^\\\\])?(\\\\\\\\)*\\\\");

    private PropertiesFile() {}

    /**
     * @param option for the error message
     * @throws UserError when the file cannot be read, is not a properties file, or sets a key twice
     */
    public static Properties read(Path path, String option) {
        String text = OptionFile.read(path, option);
        requireProperties(text.lines().map(String::strip).toList(), option + ": " + path);
        UniqueKeys properties = new UniqueKeys();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badUsage(
                    option + ": " + path + " has \\u without four hexadecimal digits; write a backslash as \\\\");
        }
        UserError.requireUsage(
                properties.repeated.isEmpty(),
                option + ": " + path + " sets " + String.join(" and ", properties.repeated)
                        + " twice, and only the last would be used; keep one");
        return properties;
    }

    /** The message does not quote the line, which may have a password. */
    private static void requireProperties(List<String> lines, String file) {
        boolean continues = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            UserError.requireUsage(
                    continues || !OPTION.matcher(line).matches(),
                    file + " is not a properties file: line " + (i + 1)
                            + " begins with dashes; write the name without them");
            UserError.requireUsage(
                    continues || LINE.matcher(line).matches(),
                    file + " is not a properties file: line " + (i + 1) + " is not name=value");
            continues = CONTINUED.matcher(line).matches()
                    && (continues || !COMMENT.matcher(line).matches());
        }
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
