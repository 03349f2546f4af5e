package io.orderpipeline.consumer.kafka;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

/**
 * The metadata of our commits: the id of the topic that the offset belongs to. A recreated topic keeps its name and has
 * another id. Commits of other tools have no such metadata and are trusted.
 */
public final class CommitMetadata {

    private static final String PREFIX = "topic-id=";

    private CommitMetadata() {}

    public static OffsetAndMetadata of(long offset, Uuid topicId) {
        return new OffsetAndMetadata(offset, PREFIX + topicId);
    }

    /** @param committed null when the group has no offset */
    public static boolean isOfOtherTopic(Uuid topicId, OffsetAndMetadata committed) {
        return committed != null
                && committed.metadata().startsWith(PREFIX)
                && !committed.metadata().equals(PREFIX + topicId);
    }
}
