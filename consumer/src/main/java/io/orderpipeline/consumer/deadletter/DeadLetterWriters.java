package io.orderpipeline.consumer.deadletter;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds other groups whose consumers write to the same dead-letter topic, by the transactional ids of its producers. A
 * dead letter itself does not name its group. Brokers remember a producer for a day by default. Never blocks.
 */
public final class DeadLetterWriters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriters.class);

    private final Admin admin;
    private final String topic;
    private final String group;

    public DeadLetterWriters(Admin admin, String topic, String group) {
        this.admin = admin;
        this.topic = topic;
        this.group = group;
    }

    /** Logs a warning, as soon as the broker has answered; not at all without the permission to ask. */
    public void warnOfOtherGroups() {
        var unused = transactionalIds().whenComplete((ids, error) -> {
            if (error == null) {
                warning(ids).ifPresent(warning -> LOG.warn("{}", warning));
            } else {
                LOG.debug("Cannot find out which groups write to {}", topic, error);
            }
        });
    }

    Optional<String> warning(Collection<String> transactionalIds) {
        Set<String> others = transactionalIds.stream()
                .flatMap(id -> DeadLetterProducers.group(id).stream())
                .filter(other -> !other.equals(group))
                .collect(Collectors.toCollection(TreeSet::new));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("Group " + String.join(", ", others) + " has lately written dead letters to " + topic
                        + ", too, and its dead letters cannot be told from those of group " + group
                        + ": give each group a --dead-letter-topic of its own");
    }

    private CompletionStage<List<String>> transactionalIds() {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .toCompletionStage()
                .thenCompose(found -> admin.describeProducers(partitions(found.get(topic)))
                        .all()
                        .toCompletionStage())
                .thenCompose(states -> transactions(producers(states.values())))
                .thenApply(transactions -> transactions.stream()
                        .map(TransactionListing::transactionalId)
                        .toList());
    }

    private List<TopicPartition> partitions(TopicDescription description) {
        return description.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static Set<Long> producers(Collection<PartitionProducerState> states) {
        return states.stream()
                .flatMap(state -> state.activeProducers().stream())
                .map(ProducerState::producerId)
                .collect(Collectors.toSet());
    }

    /** An empty filter would list those of the whole cluster. */
    private CompletionStage<Collection<TransactionListing>> transactions(Set<Long> producers) {
        return producers.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                        .all()
                        .toCompletionStage();
    }
}
