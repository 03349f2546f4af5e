package io.orderpipeline.consumer.kafka;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

/**
 * What our commits carry as metadata: the id of the topic that the offset is of. A topic that is deleted and made anew
 * keeps its name and gets another id. Commits of other tools carry no mark, and are believed.
 */
public final class CommitMetadata {

    private static final String PREFIX = "topic-id=";

    private CommitMetadata() {}

    public static OffsetAndMetadata mark(long offset, Uuid topicId) {
        return new OffsetAndMetadata(offset, PREFIX + topicId);
    }

    /** @param committed null when the group has no offset */
    public static boolean isOfAnother(Uuid topicId, OffsetAndMetadata committed) {
        return committed != null
                && committed.metadata().startsWith(PREFIX)
                && !committed.metadata().equals(PREFIX + topicId);
    }
}
