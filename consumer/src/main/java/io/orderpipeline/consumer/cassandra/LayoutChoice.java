package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The table layout that the options request. An existing table keeps its bucket, spread and TTL; values that the
 * options request must match them.
 *
 * @param bucketDuration empty for the value of the existing table, or the default; the same for {@code bucketSpread}
 * @param timeToLive empty for the value of the existing table, or no TTL
 */
public record LayoutChoice(
        Kind kind, Optional<Duration> bucketDuration, OptionalInt bucketSpread, Optional<Duration> timeToLive) {

    /** The values of {@code --table-layout}. */
    public enum Kind {
        PLAIN,
        BOUNDED;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration BUCKET_DURATION = Duration.ofMinutes(1);
    private static final int BUCKET_SPREAD = 4;

    private static final Duration LONGEST_BUCKET = Duration.ofDays(3_650);

    /** Cassandra's limit is 20 years, and index entries live longer than rows. */
    private static final Duration LONGEST_TTL = Duration.ofDays(3_650);

    public LayoutChoice {
        CassandraConfig.require(
                kind == Kind.BOUNDED || (bucketDuration.isEmpty() && bucketSpread.isEmpty() && timeToLive.isEmpty()),
                "--bucket-duration, --bucket-spread and --time-to-live are for --table-layout bounded only");
        bucketDuration.ifPresent(duration -> CassandraConfig.require(
                isWholeSeconds(duration, LONGEST_BUCKET),
                "--bucket-duration must be whole seconds, from 1s to 3650d, was " + duration.toMillis() + "ms"));
        CassandraConfig.require(
                bucketSpread.isEmpty()
                        || (bucketSpread.getAsInt() >= 1 && bucketSpread.getAsInt() <= Shards.MOST_SPREAD),
                "--bucket-spread must be 1 to " + Shards.MOST_SPREAD);
        timeToLive.ifPresent(ttl -> CassandraConfig.require(
                isWholeSeconds(ttl, LONGEST_TTL),
                "--time-to-live must be whole seconds, from 1s to 3650d, was " + ttl.toMillis() + "ms"));
    }

    private static boolean isWholeSeconds(Duration duration, Duration longest) {
        return duration.toSeconds() >= 1 && duration.toMillisPart() == 0 && duration.compareTo(longest) <= 0;
    }

    /** Accepts any bucket, spread and TTL. */
    public static LayoutChoice of(Kind kind) {
        return new LayoutChoice(kind, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /** Without its keyspace. */
    public String table() {
        return kind == Kind.PLAIN ? PlainLayout.TABLE : BoundedLayout.TABLE;
    }

    /** For a table that does not exist yet. */
    TableLayout newLayout() {
        return kind == Kind.PLAIN
                ? new PlainLayout()
                : new BoundedLayout(
                        new Shards(bucketDuration.orElse(BUCKET_DURATION), bucketSpread.orElse(BUCKET_SPREAD)),
                        timeToLive);
    }

    /** The layout of an existing table; empty when a time-bucketed table lacks its comment. */
    Optional<TableLayout> of(TableMetadata table) {
        return kind == Kind.PLAIN
                ? Optional.of(new PlainLayout())
                : BoundedLayout.of(option(table, "comment").orElse(""), timeToLive(table))
                        .map(layout -> layout);
    }

    private static Optional<Duration> timeToLive(TableMetadata table) {
        return option(table, "default_time_to_live")
                .map(Long::valueOf)
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds);
    }

    private static Optional<String> option(TableMetadata table, String name) {
        return Optional.ofNullable(table.getOptions().get(CqlIdentifier.fromInternal(name)))
                .map(String::valueOf);
    }

    /** Whether the table has all requested values. */
    boolean isSatisfiedBy(TableLayout found) {
        if (!(found instanceof BoundedLayout bounded)) {
            return kind == Kind.PLAIN;
        }
        Shards shards = bounded.shards();
        return bucketDuration.orElse(shards.bucket()).equals(shards.bucket())
                && bucketSpread.orElse(shards.spread()) == shards.spread()
                && (timeToLive.isEmpty() || timeToLive.equals(bounded.timeToLive()));
    }
}
