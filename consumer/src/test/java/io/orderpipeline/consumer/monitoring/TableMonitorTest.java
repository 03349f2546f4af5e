package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.TableState;
import io.orderpipeline.consumer.cassandra.row.TableState.Mark;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class TableMonitorTest {

    private static final UUID ID = UUID.randomUUID();
    private static final TableState FULL = state(1, 0);
    private static final TableState TRUNCATED = state(9, 7);

    private final TableIdentity table = new TableIdentity("keyspace.orders", FULL);
    private final EventTimeline timeline = new EventTimeline(InstantSource.fixed(Instant.EPOCH));
    private final PipelineCounters counters = new PipelineCounters(InstantSource.fixed(Instant.EPOCH), timeline);
    private final AtomicInteger losses = new AtomicInteger();
    private volatile Callable<Optional<TableState>> reader = () -> Optional.of(FULL);
    private long nanoTime;

    @AutoClose
    private final TableMonitor monitor =
            new TableMonitor(table, () -> reader.call(), counters, losses::incrementAndGet, () -> nanoTime);

    private static TableState state(int readAt, int truncatedAt) {
        return new TableState(new Mark(ID, Instant.ofEpochSecond(readAt)), Instant.ofEpochSecond(truncatedAt));
    }

    @Test
    void should_tell_a_loss_of_rows_once() {
        updateLater();
        assertThat(timeline.events()).isEmpty();

        reader = () -> Optional.of(TRUNCATED);

        await().untilAsserted(() -> {
            updateLater();
            assertThat(timeline.events())
                    .singleElement()
                    .extracting(Event::text)
                    .asString()
                    .startsWith("table keyspace.orders was truncated at 1970-01-01T00:00:07Z");
        });
        updateLater();
        assertThat(timeline.events()).hasSize(1);
        assertThat(losses).hasValue(1);
        assertThat(table.mark()).isEqualTo(TRUNCATED.mark());
    }

    @Test
    void should_keep_the_known_state_while_cassandra_does_not_respond() {
        AtomicInteger reads = new AtomicInteger();
        reader = () -> {
            reads.incrementAndGet();
            throw new IllegalStateException("no node responds");
        };

        await().until(() -> {
            updateLater();
            return reads.get() > 1;
        });
        assertThat(table.mark()).isEqualTo(FULL.mark());
    }

    private void updateLater() {
        nanoTime += TableMonitor.INTERVAL.toNanos();
        monitor.update();
    }
}
