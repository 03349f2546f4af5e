package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the servers' configuration files, which are resources with {@code ${name}} placeholders. */
final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    private Template() {}

    static String fill(String resource, Map<String, Object> values) {
        return PLACEHOLDER.matcher(read(resource)).replaceAll(match -> {
            Object value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException(resource + " needs a value for " + match.group());
            }
            return Matcher.quoteReplacement(value.toString());
        });
    }

    static String read(String resource) {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new StackException("resource " + resource + " is not in the local-stack jar: run mvn package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
