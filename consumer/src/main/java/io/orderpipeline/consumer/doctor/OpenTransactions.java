package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;

/** Finds the producers whose open transactions hide records from read-committed consumers. One thread. */
final class OpenTransactions {

    private final BrokerClient broker;
    private final String topic;

    OpenTransactions(BrokerClient broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    /** The partitions whose last stable offset did not move between two samples although records follow it. */
    static Map<Integer, Offsets> stuck(Map<Integer, Offsets> before, Map<Integer, Offsets> after) {
        Map<Integer, Offsets> stuck = new TreeMap<>(after);
        stuck.entrySet()
                .removeIf(partition -> partition.getValue().hidden() == 0
                        || !before.containsKey(partition.getKey())
                        || before.get(partition.getKey()).end()
                                != partition.getValue().end());
        return stuck;
    }

    /** What is hidden, by whom, and what to do; empty when nothing is. */
    Optional<String> describe(Map<Integer, Offsets> stuck) throws InterruptedException {
        Optional<String> hidden = GroupOffsets.hidden(stuck);
        return hidden.isEmpty()
                ? hidden
                : Optional.of(
                        hidden.get() + "; " + producers(stuck) + "; end the producer's transaction, or abort it with"
                                + " `kafka-transactions.sh --bootstrap-server ... abort --topic " + topic
                                + " --partition P --start-offset O`");
    }

    private String producers(Map<Integer, Offsets> stuck) throws InterruptedException {
        List<TopicPartition> partitions = stuck.keySet().stream()
                .map(number -> new TopicPartition(topic, number))
                .toList();
        try {
            Map<TopicPartition, PartitionProducerState> states =
                    broker.await(broker.admin().describeProducers(partitions).all());
            Map<Long, String> names = transactionalIds(states.values());
            return partitions.stream()
                    .flatMap(partition -> open(states.get(partition))
                            .map(producer -> partition + " from offset "
                                    + producer.currentTransactionStartOffset().getAsLong()
                                    + " on by producer id " + producer.producerId() + ", transactional id "
                                    + names.getOrDefault(producer.producerId(), "unknown")))
                    .collect(Collectors.joining(", "));
        } catch (UserError e) {
            return "its producer is unknown (" + e.getMessage() + "); `kafka-transactions.sh --bootstrap-server ..."
                    + " describe-producers --topic " + topic + " --partition P` names it";
        }
    }

    private Map<Long, String> transactionalIds(Collection<PartitionProducerState> states) throws InterruptedException {
        Set<Long> producers = states.stream()
                .flatMap(OpenTransactions::open)
                .map(ProducerState::producerId)
                .collect(Collectors.toSet());
        return broker
                .await(broker.admin()
                        .listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                        .all())
                .stream()
                .collect(Collectors.toMap(
                        TransactionListing::producerId, TransactionListing::transactionalId, (a, b) -> a));
    }

    private static Stream<ProducerState> open(PartitionProducerState state) {
        return state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent());
    }
}
