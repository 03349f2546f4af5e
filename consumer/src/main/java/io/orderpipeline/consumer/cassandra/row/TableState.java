package io.orderpipeline.consumer.cassandra.row;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells whether a table still has the rows that were written to it: DROP and CREATE give the table another id, and
 * the nodes keep the time of its last TRUNCATE. Writes succeed before and after.
 *
 * @param truncatedAt by the node's clock; the epoch when that is not known, or the table was never truncated
 */
public record TableState(Mark mark, Instant truncatedAt) {

    /**
     * The table at one moment, for a later comparison.
     *
     * @param id of the table with the name
     * @param readAt by the node's clock
     */
    public record Mark(UUID id, Instant readAt) {

        private static final Pattern FORM =
                Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9]{1,15})");

        /** @return empty when the text is not that of {@link #toString()} */
        public static Optional<Mark> parse(String text) {
            Matcher form = FORM.matcher(text);
            return form.matches()
                    ? Optional.of(new Mark(
                            UUID.fromString(form.group(1)), Instant.ofEpochMilli(Long.parseLong(form.group(2)))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return id + "/" + readAt.toEpochMilli();
        }
    }

    /**
     * How the table lost the rows that it had at an earlier mark, and what to do, as a sentence.
     *
     * @param table its name
     * @return empty when it has them, or the mark is newer than this state
     */
    public Optional<String> lossSince(Mark earlier, String table) {
        if (mark.readAt.isBefore(earlier.readAt)) {
            return Optional.empty();
        }
        Optional<String> loss = Optional.empty();
        if (!mark.id.equals(earlier.id)) {
            loss = Optional.of("was dropped and created again");
        } else if (truncatedAt.isAfter(earlier.readAt)) {
            loss = Optional.of("was truncated at " + truncatedAt);
        }
        return loss.map(how -> "table " + table + " " + how + ": the orders that were written before are not in it; to"
                + " write them again, reset the offsets of the group to the earliest");
    }
}
