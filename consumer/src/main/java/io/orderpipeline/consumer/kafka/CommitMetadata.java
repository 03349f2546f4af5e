package io.orderpipeline.consumer.kafka;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The metadata of our commits: the log that the offset belongs to, and the table that its orders were written to. A
 * recreated topic has the same name and another id; a topic that was mirrored to another cluster has another id, too,
 * but the tools that mirror it translate the offsets and copy the metadata. Commits of other tools have other metadata.
 *
 * @param clusterId empty in commits of releases before it was added
 * @param table with its keyspace; empty likewise
 * @param tableMark the table at the time of the commit, for the detection of lost rows; empty likewise
 */
public record CommitMetadata(String topicId, String clusterId, String table, String tableMark) {

    /**
     * The topic id is last: releases that wrote nothing else take text that only begins with it for the mark of a
     * deleted topic, and would consume the partition again beside this release. The mark is behind the table's name
     * for the same reason: a release that does not know it only warns about another table.
     */
    private static final Pattern FORM =
            Pattern.compile("(?:cluster-id=([^;]*);table=([^;@]*)(?:@([^;]*))?;)?topic-id=([^;]+)");

    /** @param leaderEpoch of the record before the offset, with which the broker detects a truncated log */
    public OffsetAndMetadata of(long offset, Optional<Integer> leaderEpoch) {
        String text = "cluster-id=" + clusterId + ";table=" + table + "@" + tableMark + ";topic-id=" + topicId;
        return new OffsetAndMetadata(offset, leaderEpoch, text);
    }

    /**
     * @param committed null when the group has no offset
     * @return empty when it was not committed by a consumer of this program
     */
    public static Optional<CommitMetadata> read(OffsetAndMetadata committed) {
        Matcher form = FORM.matcher(committed == null ? "" : committed.metadata());
        return form.matches()
                ? Optional.of(new CommitMetadata(
                        form.group(4), orEmpty(form.group(1)), orEmpty(form.group(2)), orEmpty(form.group(3))))
                : Optional.empty();
    }

    /** Whether the offset belongs to a deleted topic of the same cluster, and means nothing in this one. */
    public boolean isOfFormerTopic(String currentTopicId, String currentClusterId) {
        return isOfCluster(currentClusterId) && !topicId.equals(currentTopicId);
    }

    /** Whether the offset was committed for this very topic, not for a former one or a mirrored one. */
    public boolean isOfTopic(String currentTopicId, String currentClusterId) {
        return isOfCluster(currentClusterId) && topicId.equals(currentTopicId);
    }

    private boolean isOfCluster(String currentClusterId) {
        return clusterId.isEmpty() || clusterId.equals(currentClusterId);
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }
}
