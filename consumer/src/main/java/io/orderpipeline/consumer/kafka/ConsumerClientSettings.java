package io.orderpipeline.consumer.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;

/** The settings that our consumers need whatever the user's file says, and those that it may change. */
public final class ConsumerClientSettings {

    private ConsumerClientSettings() {}

    /**
     * @param fromUser bootstrap servers, and whatever the file of {@code --kafka-config} has
     * @param thread number of the thread within the process
     * @param pollRecords that one poll may bring
     * @param fetchBytes of one partition in one answer of the broker, unless the user wants another number
     */
    public static Map<String, Object> of(
            Map<String, Object> fromUser, String group, int thread, int pollRecords, int fetchBytes) {
        Map<String, Object> settings = new HashMap<>();
        if (isClassic(fromUser)) {
            settings.putAll(classicGroup());
        }
        // The number comes first so that members of several processes take turns when partitions are dealt out.
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, thread + "-" + group);
        // Partitions that are added are found, and consumed, within this time.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes);
        settings.putAll(fromUser);

        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // The bound on records in flight leaves room for one poll.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
        // Offsets follow acknowledgements; the client's own commits would follow polls.
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A group without an offset begins with the first order there is, see OffsetReset.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // What a transaction took back is no order.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    private static boolean isClassic(Map<String, Object> fromUser) {
        Object protocol = fromUser.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC);
        return GroupProtocol.CLASSIC.name().equalsIgnoreCase(protocol.toString());
    }

    /** With the newer protocol the broker decides these, and the client refuses them. */
    private static Map<String, Object> classicGroup() {
        return Map.of(
                // A killed process holds its partitions until its session ends: 10 s, in place of 45, at no other cost
                // here, because heartbeats come from a thread of their own and not from the loop.
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                // Members hear of a rebalance with their next heartbeat: a hand-over takes half a second, in place of
                // 3.
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                500,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
    }
}
