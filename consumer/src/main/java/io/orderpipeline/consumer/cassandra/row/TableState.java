package io.orderpipeline.consumer.cassandra.row;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells whether a table still has the rows that were written to it: DROP and CREATE give the table another id, and
 * each node keeps the time of its last TRUNCATE. Neither is seen by writes, which succeed.
 *
 * @param id of the table with the name
 * @param node that {@code truncatedAt} was read from
 * @param truncatedAt the epoch when the table was never truncated
 */
public record TableState(UUID id, UUID node, Instant truncatedAt) {

    /** The nodes truncate one after the other, within Cassandra's default timeout for it. */
    private static final Duration NODES_APART = Duration.ofMinutes(1);

    private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36})/([0-9a-f-]{36})/([0-9]{1,15})");

    /** @return empty when the text is not that of {@link #toString()} */
    public static Optional<TableState> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new TableState(
                        UUID.fromString(form.group(1)),
                        UUID.fromString(form.group(2)),
                        Instant.ofEpochMilli(Long.parseLong(form.group(3)))))
                : Optional.empty();
    }

    /** How the table lost the rows that it had in an earlier state, for messages; empty when it has them. */
    public Optional<String> lossSince(TableState earlier) {
        if (!id.equals(earlier.id)) {
            return Optional.of("was dropped and created again");
        }
        Duration tolerance = node.equals(earlier.node) ? Duration.ZERO : NODES_APART;
        return truncatedAt.isAfter(earlier.truncatedAt.plus(tolerance))
                ? Optional.of("was truncated at " + truncatedAt)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return id + "/" + node + "/" + truncatedAt.toEpochMilli();
    }
}
