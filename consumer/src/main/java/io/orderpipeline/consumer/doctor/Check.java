package io.orderpipeline.consumer.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The checks, each with the one that must pass before it. */
enum Check {
    JAVA("java", null),
    BROKER("broker", null),
    TOPIC("topic", BROKER),
    RECORDS("records", TOPIC),
    DEAD_LETTERS("dead letters", BROKER),
    GROUP("group", TOPIC),
    LAG("lag", TOPIC),
    KAFKA_CLOCK("kafka clock", TOPIC),
    REGISTRY("schema registry", null),
    SUBJECT("subject", REGISTRY),
    CASSANDRA("cassandra", null),
    TABLE("table", CASSANDRA),
    CASSANDRA_CLOCK("cassandra clock", CASSANDRA);

    private final String title;
    private final Check prerequisite;

    Check(String title, Check prerequisite) {
        this.title = title;
        this.prerequisite = prerequisite;
    }

    String title() {
        return title;
    }

    /** Indirect ones first. */
    List<Check> prerequisites() {
        List<Check> all = new ArrayList<>();
        for (Check next = prerequisite; next != null; next = next.prerequisite) {
            all.add(0, next);
        }
        return all;
    }

    static int longestTitle() {
        return Stream.of(values()).mapToInt(check -> check.title.length()).max().orElseThrow();
    }
}
