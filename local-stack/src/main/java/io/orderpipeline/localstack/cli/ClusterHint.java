package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.NodeAddress;
import java.util.List;

/** What both programs must be told to use all servers of a cluster: their defaults are for one of each. */
final class ClusterHint {

    private static final int MOST_COPIES = 3;

    private ClusterHint() {}

    static List<String> lines(StackState state) {
        String kafka = "--bootstrap-servers " + String.join(",", addresses(state.brokers()));
        String cassandra = "--contact-points " + String.join(",", addresses(state.nodes()));
        return List.of(
                "producer: " + kafka + " --replication-factor " + copies(state.brokers()),
                "consumer: " + kafka + " " + cassandra + " --replication-factor " + copies(state.nodes()));
    }

    private static int copies(List<NodeAddress> servers) {
        return Math.min(servers.size(), MOST_COPIES);
    }

    private static List<String> addresses(List<NodeAddress> seats) {
        return seats.stream().map(NodeAddress::clientAddress).toList();
    }
}
