package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which table the user wants. Buckets and life are the table's own once there is one: what is asked for then must be
 * what it has.
 *
 * @param bucketDuration empty for whatever the table has, or the default of a new one; so is {@code bucketSpread}
 * @param timeToLive empty for whatever the table has, or no end in a new one
 */
public record LayoutChoice(
        Kind kind, Optional<Duration> bucketDuration, OptionalInt bucketSpread, Optional<Duration> timeToLive) {

    /** The names are those of the option. */
    public enum Kind {
        PLAIN,
        BOUNDED
    }

    private static final Duration BUCKET_DURATION = Duration.ofMinutes(1);
    private static final int BUCKET_SPREAD = 4;

    private static final Duration LONGEST_BUCKET = Duration.ofDays(3_650);

    /** Cassandra knows no longer life than 20 years, and entries of the directory live a little longer than rows. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(3_650);

    public LayoutChoice {
        require(
                kind == Kind.BOUNDED || (bucketDuration.isEmpty() && bucketSpread.isEmpty() && timeToLive.isEmpty()),
                "--bucket-duration, --bucket-spread and --time-to-live are for --table-layout bounded only");
        bucketDuration.ifPresent(duration -> require(
                isWholeSeconds(duration, LONGEST_BUCKET),
                "--bucket-duration must be whole seconds, from 1s to 3650d, was " + duration.toMillis() + "ms"));
        require(
                bucketSpread.isEmpty()
                        || (bucketSpread.getAsInt() >= 1 && bucketSpread.getAsInt() <= Shards.MOST_SPREAD),
                "--bucket-spread must be 1 to " + Shards.MOST_SPREAD);
        timeToLive.ifPresent(life -> require(
                isWholeSeconds(life, LONGEST_LIFE),
                "--time-to-live must be whole seconds, from 1s to 3650d, was " + life.toMillis() + "ms"));
    }

    private static boolean isWholeSeconds(Duration duration, Duration longest) {
        return duration.toSeconds() >= 1 && duration.toMillisPart() == 0 && duration.compareTo(longest) <= 0;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw UserError.badUsage(otherwise);
        }
    }

    /** Of whatever values the table has. */
    public static LayoutChoice of(Kind kind) {
        return new LayoutChoice(kind, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    String table() {
        return kind == Kind.PLAIN ? PlainLayout.TABLE : BoundedLayout.TABLE;
    }

    /** For a table that is not there yet. */
    TableLayout ofNewTable() {
        return kind == Kind.PLAIN
                ? new PlainLayout()
                : new BoundedLayout(
                        new Shards(bucketDuration.orElse(BUCKET_DURATION), bucketSpread.orElse(BUCKET_SPREAD)),
                        timeToLive);
    }

    /** The layout that a table has; empty when it does not say, where it should. */
    Optional<TableLayout> of(TableMetadata table) {
        return kind == Kind.PLAIN
                ? Optional.of(new PlainLayout())
                : BoundedLayout.of(option(table, "comment").orElse(""), lifeIn(table))
                        .map(layout -> layout);
    }

    private static Optional<Duration> lifeIn(TableMetadata table) {
        return option(table, "default_time_to_live")
                .map(Long::valueOf)
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds);
    }

    private static Optional<String> option(TableMetadata table, String name) {
        return Optional.ofNullable(table.getOptions().get(CqlIdentifier.fromInternal(name)))
                .map(String::valueOf);
    }

    /** Whether the table has all that was asked for. */
    boolean isMetBy(TableLayout found) {
        if (!(found instanceof BoundedLayout bounded)) {
            return kind == Kind.PLAIN;
        }
        Shards slots = bounded.slots();
        return bucketDuration.orElse(slots.bucket()).equals(slots.bucket())
                && bucketSpread.orElse(slots.spread()) == slots.spread()
                && (timeToLive.isEmpty() || timeToLive.equals(bounded.timeToLive()));
    }
}
