package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/**
 * Prints the dead letters of a scan, and holds no more of them than it prints. One thread.
 *
 * @param limit how many to print
 * @param previews whether to print the beginning of the values
 */
record DeadLetterListing(DeadLetterFilter filter, int limit, boolean previews) {

    /** Prints the newest as a table, then counts all of them by reason, whatever the filter. */
    void table(TopicScan scan, String topic, Instant now, PrintWriter out) {
        DeadLetterTable table = new DeadLetterTable(limit, previews);
        DeadLetterCounts counts = new DeadLetterCounts();
        scan.forEach(record -> {
            DeadLetterRecord deadLetter = new DeadLetterRecord(record);
            counts.add(deadLetter);
            if (filter.matches(deadLetter)) {
                table.add(deadLetter);
            }
        });
        if (scan.isStopped()) {
            out.println("Stopped before the end; this is what was read.");
        }
        print(table, counts, topic, now, out);
    }

    private void print(DeadLetterTable table, DeadLetterCounts counts, String topic, Instant now, PrintWriter out) {
        if (counts.total() == 0) {
            out.println("There are no dead letters in " + topic + ".");
            return;
        }
        long matching = table.added();
        if (matching == 0) {
            out.println("None of the dead letters in " + topic + " matches.");
        } else if (limit > 0) {
            out.println("%s %,d dead letters in %s%s"
                    .formatted(
                            table.size() < matching ? "The newest %,d of".formatted(table.size()) : "All",
                            matching,
                            topic,
                            matching < counts.total() ? " that match" : ""));
            table.lines(now).forEach(out::println);
            out.println();
        }
        out.println("All %,d dead letters in %s by reason".formatted(counts.total(), topic));
        counts.lines(now).forEach(out::println);
    }

    /** Prints each as a line of JSON, in the topic's order. */
    void json(TopicScan scan, PrintWriter out) {
        DeadLetterJson json = new DeadLetterJson();
        int left = limit;
        // The reader of a pipe may have closed it.
        while (left > 0 && !out.checkError()) {
            var batch = scan.next();
            if (batch.isEmpty()) {
                break;
            }
            List<DeadLetterRecord> deadLetters = batch.stream()
                    .map(DeadLetterRecord::new)
                    .filter(filter::matches)
                    .limit(left)
                    .toList();
            deadLetters.forEach(deadLetter -> out.println(json.write(deadLetter)));
            left -= deadLetters.size();
        }
    }
}
