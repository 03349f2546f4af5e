package io.orderpipeline.consumer.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;

/** Settings of the pipeline's consumers: defaults that the user's file may change, and those that it must not. */
public final class ConsumerClientSettings {

    private ConsumerClientSettings() {}

    /**
     * @param fromUser bootstrap servers and the file of {@code --kafka-config}
     * @param thread thread number within the process
     * @param pollRecords at most in one poll
     * @param fetchBytes of one partition in one response, unless the file has another number
     */
    public static Map<String, Object> of(
            Map<String, Object> fromUser, String group, int thread, int pollRecords, int fetchBytes) {
        Map<String, Object> settings = new HashMap<>();
        if (isClassic(fromUser)) {
            settings.putAll(classicGroup());
        }
        // Added partitions are discovered within this time.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes);
        settings.putAll(fromUser);
        // Threads must differ. The number comes first so that members of several processes alternate in the assignment.
        settings.put(
                ConsumerConfig.CLIENT_ID_CONFIG,
                thread + "-" + fromUser.getOrDefault(ConsumerConfig.CLIENT_ID_CONFIG, group));
        // The broker fences a member when another one joins with its instance id.
        settings.computeIfPresent(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, (name, id) -> id + "-" + thread);

        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // The bound on records in flight leaves room for one poll.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
        // Offsets follow acknowledgements; the client's own commits would follow polls.
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A group without an offset starts at the first order, see OffsetReset.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // Aborted records are not orders.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Ends the consumer when partitions are assigned and not at the first invalid record.
        settings.put(GroupTransactions.FAIL_WITHOUT_STABLE_OFFSETS, true);
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    private static boolean isClassic(Map<String, Object> fromUser) {
        Object protocol = fromUser.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC);
        return GroupProtocol.CLASSIC.name().equalsIgnoreCase(protocol.toString());
    }

    /** With the newer protocol the broker decides these, and the client rejects them. */
    private static Map<String, Object> classicGroup() {
        return Map.of(
                // A killed process keeps its partitions until its session ends: 10 s instead of 45, at no other cost,
                // because heartbeats come from a thread of their own and not from the loop.
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                // Members learn of a rebalance by their next heartbeat: it takes half a second instead of 3.
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                500,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
    }
}
