package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.consumer.kafka.OrdersTopic;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.VerifyRange.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker where everything begins and ends, and how far the group is. One thread. */
final class VerifyRangeReader {

    private static final long ANSWER_LIMIT_MS = 2_000;

    private final Admin admin;
    private final ServiceWait wait;
    private final VerifySettings settings;

    VerifyRangeReader(Admin admin, ServiceWait wait, VerifySettings settings) {
        this.admin = admin;
        this.wait = wait;
        this.settings = settings;
    }

    /**
     * First how far the group is, and then where the dead letters end: so whatever the group is done with by the one is
     * before the other.
     */
    VerifyRange read() throws InterruptedException {
        new OrdersTopic(admin, wait, settings.kafka()).await(settings.topic());
        GroupOffsets progress = new GroupOffsets(admin, settings.group(), settings.topic());
        Map<Integer, Offsets> orders = wait.until("the offsets of " + settings.topic(), () -> answer(progress::read));
        Map<Integer, Range> letters =
                wait.until("the offsets of " + settings.deadLetterTopic(), () -> answer(this::letters));
        return new VerifyRange(settings.topic(), settings.deadLetterTopic(), orders, letters);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static <T> T answer(Question<T> question) throws NotReadyException, InterruptedException {
        try {
            return question.ask();
        } catch (TimeoutException e) {
            throw new NotReadyException("the broker does not answer", e);
        } catch (ExecutionException e) {
            throw new NotReadyException(String.valueOf(e.getCause().getMessage()), e);
        }
    }

    /**
     * To the last record written, in whatever transaction: one that is open could hide dead letters that were committed
     * after it began, so reading must wait for its end.
     */
    private Map<Integer, Range> letters() throws InterruptedException, ExecutionException, TimeoutException {
        Map<Integer, Range> ranges = new HashMap<>();
        for (int partition = 0; partition < partitionsOfLetters(); partition++) {
            TopicPartition place = new TopicPartition(settings.deadLetterTopic(), partition);
            ranges.put(partition, new Range(offset(place, OffsetSpec.earliest()), offset(place, OffsetSpec.latest())));
        }
        return ranges;
    }

    /** None when there is no such topic: then nothing was ever a dead letter. */
    private int partitionsOfLetters() throws InterruptedException, ExecutionException, TimeoutException {
        String topic = settings.deadLetterTopic();
        try {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS)
                    .get(topic)
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }

    private long offset(TopicPartition place, OffsetSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listOffsets(Map.of(place, spec))
                .all()
                .get(ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS)
                .get(place)
                .offset();
    }
}
