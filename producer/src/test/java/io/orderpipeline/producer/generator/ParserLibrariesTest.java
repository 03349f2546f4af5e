package io.orderpipeline.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Makes records without the libraries that parse schemas, which {@code producer.jar} does not contain. */
final class ParserLibrariesTest {

    private static final Predicate<String> PARSERS =
            Pattern.compile("[/\\\\](avro|wire|okio|kotlin)-[^/\\\\]*\\.jar$").asPredicate();

    @Test
    void should_not_be_needed_for_any_format() throws Exception {
        List<String> classPath =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        URL[] withoutParsers = classPath.stream()
                .filter(PARSERS.negate())
                .map(ParserLibrariesTest::url)
                .toArray(URL[]::new);
        assertThat(classPath).as("test scope has the parsers").anyMatch(PARSERS);

        try (var loader = new URLClassLoader(withoutParsers, ClassLoader.getPlatformClassLoader())) {
            var maker = (Callable<?>) loader.loadClass(Maker.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(maker.call()).hasToString("{json=500, avro=500, protobuf=500, json-schema=500}");
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Makes valid and malformed records in each format; returns their number by format. */
    public static final class Maker implements Callable<Map<ValueFormat, Integer>> {

        @Override
        public Map<ValueFormat, Integer> call() {
            var settings = new GeneratorSettings(1, Optional.empty(), CategoryWeights.EVEN, 0.5, 0);
            Map<ValueFormat, Integer> made = new EnumMap<>(ValueFormat.class);
            for (ValueFormat format : ValueFormat.values()) {
                RecordMaker records = new RecordMaker(settings, format, 1);
                for (int i = 0; i < 500; i++) {
                    records.makeNext(i, record -> made.merge(format, 1, Integer::sum));
                }
            }
            return made;
        }
    }
}
