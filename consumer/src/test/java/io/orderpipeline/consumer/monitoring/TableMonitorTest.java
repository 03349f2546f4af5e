package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.TableState;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class TableMonitorTest {

    private static final TableState FULL = new TableState(UUID.randomUUID(), UUID.randomUUID(), Instant.EPOCH);
    private static final TableState TRUNCATED = new TableState(FULL.id(), FULL.node(), Instant.ofEpochSecond(7));

    private final TableIdentity table = new TableIdentity("keyspace.orders", Optional.of(FULL));
    private final EventTimeline timeline = new EventTimeline(InstantSource.fixed(Instant.EPOCH));
    private volatile Callable<Optional<TableState>> reader = () -> Optional.of(FULL);
    private long nanoTime;

    @AutoClose
    private final TableMonitor monitor = new TableMonitor(table, () -> reader.call(), timeline, () -> nanoTime);

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
                    .isEqualTo("table keyspace.orders was truncated at 1970-01-01T00:00:07Z");
        });
        updateLater();
        assertThat(timeline.events()).hasSize(1);
        assertThat(table.state()).contains(TRUNCATED);
    }

    @Test
    void should_keep_the_known_state_while_cassandra_does_not_respond() throws Exception {
        reader = () -> {
            throw new IllegalStateException("no node responds");
        };
        monitor.updateNow();
        assertThat(table.state()).contains(FULL);

        reader = () -> Optional.of(TRUNCATED);
        monitor.updateNow();
        assertThat(timeline.events()).hasSize(1);
    }

    private void updateLater() {
        nanoTime += TableMonitor.INTERVAL.toNanos();
        monitor.update();
    }
}
