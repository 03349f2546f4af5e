package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * {@code dead-letters list}: looks at every letter once and keeps no more than it shows. Changes nothing. One thread.
 *
 * @param limit of letters to show
 * @param previews whether to show the beginning of the values
 */
public record DeadLetterListing(DeadLetterFilter filter, int limit, boolean previews) {

    /** The newest letters as a table, then counts over all of them, whatever the filter. */
    public int table(TopicScan scan, String topic, Instant now, PrintWriter out) {
        DeadLetterTable table = new DeadLetterTable(limit, previews);
        DeadLetterCounts counts = new DeadLetterCounts();
        long matching = 0;
        for (var batch = scan.next(); !batch.isEmpty(); batch = scan.next()) {
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                DeadLetterRecord letter = new DeadLetterRecord(record);
                counts.add(letter);
                if (filter.matches(letter)) {
                    matching++;
                    table.add(letter);
                }
            }
        }
        print(table, counts, matching, scan.isStopped(), topic, now, out);
        return Program.OK;
    }

    private void print(
            DeadLetterTable table,
            DeadLetterCounts counts,
            long matching,
            boolean stopped,
            String topic,
            Instant now,
            PrintWriter out) {
        if (stopped) {
            out.println("Stopped before the end; this is what was read.");
        }
        if (counts.total() == 0) {
            out.println("There are no dead letters in " + topic + ".");
            return;
        }
        if (matching == 0) {
            out.println("None of the dead letters in " + topic + " is one that was asked for.");
        } else if (limit > 0) {
            out.println("%s %,d dead letters in %s%s"
                    .formatted(
                            table.size() < matching ? "The newest %,d of".formatted(table.size()) : "All",
                            matching,
                            topic,
                            matching < counts.total() ? " that were asked for" : ""));
            table.lines(now).forEach(out::println);
            out.println();
        }
        out.println("All %,d dead letters in %s by reason".formatted(counts.total(), topic));
        counts.lines(now).forEach(out::println);
    }

    /** Each letter as a line of JSON, in the topic's order. */
    public int json(TopicScan scan, PrintWriter out) {
        DeadLetterJson json = new DeadLetterJson();
        int left = limit;
        // Nobody may be reading any more: head has seen enough.
        while (left > 0 && !out.checkError()) {
            var batch = scan.next();
            if (batch.isEmpty()) {
                break;
            }
            List<DeadLetterRecord> letters = batch.stream()
                    .map(DeadLetterRecord::new)
                    .filter(filter::matches)
                    .limit(left)
                    .toList();
            letters.forEach(letter -> out.println(json.write(letter)));
            left -= letters.size();
        }
        return Program.OK;
    }
}
