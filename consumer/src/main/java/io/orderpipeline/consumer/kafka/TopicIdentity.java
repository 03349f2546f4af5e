package io.orderpipeline.consumer.kafka;

import java.util.Objects;
import org.apache.kafka.common.Uuid;

/**
 * The id of the topic that now has the name. A recreated topic has the same name, another id, and other records at the
 * same offsets. The lag monitor updates it, the poll loops read it; safe for use by several threads.
 */
public final class TopicIdentity {

    private final String name;
    private final String clusterId;
    private volatile Uuid id;

    /** @param id of the topic at the start */
    public TopicIdentity(String name, String clusterId, Uuid id) {
        this.name = name;
        this.clusterId = clusterId;
        this.id = Objects.requireNonNull(id);
    }

    /** @param current id of the topic that has the name */
    public void update(Uuid current) {
        id = current;
    }

    public String name() {
        return name;
    }

    public String clusterId() {
        return clusterId;
    }

    public Uuid id() {
        return id;
    }
}
