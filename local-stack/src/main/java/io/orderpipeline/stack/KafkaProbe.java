package io.orderpipeline.stack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Ready is a broker that stands in the cluster's list of nodes: from then on it leads partitions and serves clients. */
record KafkaProbe(Seat seat) implements Probe {

    private static final int LIMIT_MILLIS = 5_000;
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(200);

    @Override
    public boolean answers() {
        if (!Ports.isOpen(seat.address())) {
            return false;
        }
        Map<String, Object> configuration = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                seat.clientAddress(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                LIMIT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                LIMIT_MILLIS,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        Admin admin = Admin.create(configuration);
        try {
            return admin.describeCluster().nodes().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS).stream()
                    .anyMatch(node -> seat.clientAddress().equals(node.host() + ":" + node.port()));
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // Without a limit it waits for the answer of a broker that is paused, for as long as that takes.
            admin.close(CLOSE_LIMIT);
        }
    }
}
