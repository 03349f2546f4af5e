package io.orderpipeline.consumer.kafka;

import java.util.Objects;
import org.apache.kafka.common.Uuid;

/**
 * The topic of that name that is there now. One that is deleted and made anew has the same name, another id, and other
 * records at the same offsets. Written by whoever asks the broker, read by the poll loops; safe for use by several
 * threads.
 */
public final class TopicIdentity {

    private final String name;
    private volatile Uuid id;

    public TopicIdentity(String name, Uuid id) {
        this.name = name;
        this.id = Objects.requireNonNull(id);
    }

    /** @param current id of the topic of that name */
    public void seen(Uuid current) {
        id = current;
    }

    public String name() {
        return name;
    }

    public Uuid id() {
        return id;
    }
}
