package io.orderpipeline.localstack;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Ready is a broker that stands in the cluster's list of nodes: from then on it leads partitions and serves clients. */
public record KafkaProbe(NodeAddress seat, Optional<Security> security) implements Probe {

    private static final int LIMIT_MILLIS = 5_000;
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(200);

    @Override
    public boolean answers() {
        if (!Ports.isOpen(seat.address())) {
            return false;
        }
        Map<String, Object> configuration =
                new HashMap<>(security.map(KafkaRights::superUser).orElse(Map.of()));
        configuration.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, seat.clientAddress());
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        configuration.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        String address =
                configuration.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG).toString();
        Admin admin = Admin.create(configuration);
        try {
            return admin.describeCluster().nodes().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS).stream()
                    .anyMatch(node -> address.equals(node.host() + ":" + node.port()));
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
