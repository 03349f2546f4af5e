package io.orderpipeline.producer;

import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@link GeneratorSettings}. */
final class GeneratorOptions {

    /** Short enough to retype. */
    private static final int LARGEST_RANDOM_SEED = 1_000_000_000;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "the same seed and count produce the same orders (default: random, printed)")
    Long seed;

    @Option(
            names = "--start-time",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "time of the first order, such as 2026-01-31T12:00:00Z; with --seed, ids and times"
                    + " repeat too (default: now)")
    Instant startTime;

    @Option(
            names = "--category-weights",
            paramLabel = "NAME=WEIGHT,...",
            converter = WeightsConverter.class,
            description = "popularity of categories, such as books=5,tools=0.5; others have weight 1 (default: even)")
    CategoryWeights weights;

    @Option(names = "--categories-weights", hidden = true, converter = WeightsConverter.class)
    CategoryWeights weightsByOtherName;

    @Option(
            names = "--invalid",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "share of malformed records, 0 to 1 (default: ${DEFAULT-VALUE})")
    double invalid;

    @Option(
            names = "--duplicates",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "share of valid orders sent twice, 0 to 1 (default: ${DEFAULT-VALUE})")
    double duplicates;

    @Option(names = "--dry-run", description = "print the orders as JSON lines without connecting to Kafka")
    boolean dryRun;

    GeneratorSettings settings() {
        return new GeneratorSettings(
                seed != null ? seed : new SecureRandom().nextInt(LARGEST_RANDOM_SEED),
                Optional.ofNullable(startTime),
                Optional.ofNullable(weights)
                        .or(() -> Optional.ofNullable(weightsByOtherName))
                        .orElse(CategoryWeights.EVEN),
                invalid,
                duplicates);
    }

    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String value) {
            try {
                return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value, Instant::from);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + value + "' is not a time such as 2026-01-31T12:00:00Z");
            }
        }
    }

    static final class WeightsConverter implements ITypeConverter<CategoryWeights> {
        @Override
        public CategoryWeights convert(String value) {
            try {
                return CategoryWeights.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
