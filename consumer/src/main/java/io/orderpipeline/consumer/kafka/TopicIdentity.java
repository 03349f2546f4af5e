package io.orderpipeline.consumer.kafka;

import java.util.Objects;
import org.apache.kafka.common.Uuid;

/**
 * The id of the topic that now has the name. A recreated topic has the same name, another id, and other records at the
 * same offsets. The lag monitor updates it, the poll loops read it; safe for use by several threads.
 */
public final class TopicIdentity {

    private final String name;
    private volatile Uuid id;

    public TopicIdentity(String name, Uuid id) {
        this.name = name;
        this.id = Objects.requireNonNull(id);
    }

    /** @param current id of the topic that has the name */
    public void update(Uuid current) {
        id = current;
    }

    public String name() {
        return name;
    }

    public Uuid id() {
        return id;
    }
}
