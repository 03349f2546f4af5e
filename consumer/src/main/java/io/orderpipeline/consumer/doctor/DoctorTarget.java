package io.orderpipeline.consumer.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is asked about, and what must be there for the question to make sense. */
enum DoctorTarget {
    JAVA("java", null),
    BROKER("broker", null),
    TOPIC("topic", BROKER),
    RECORDS("records", TOPIC),
    DEAD_LETTERS("dead letters", BROKER),
    GROUP("group", TOPIC),
    LAG("lag", TOPIC),
    KAFKA_CLOCK("kafka clock", TOPIC),
    CASSANDRA("cassandra", null),
    TABLE("table", CASSANDRA),
    CASSANDRA_CLOCK("cassandra clock", CASSANDRA);

    private final String text;
    private final DoctorTarget need;

    /** @param need which may have a need of its own; null for none */
    DoctorTarget(String text, DoctorTarget need) {
        this.text = text;
        this.need = need;
    }

    String text() {
        return text;
    }

    /** The most basic first. */
    List<DoctorTarget> needs() {
        List<DoctorTarget> needs = new ArrayList<>();
        for (DoctorTarget next = need; next != null; next = next.need) {
            needs.add(0, next);
        }
        return needs;
    }

    static int widest() {
        return Stream.of(values())
                .mapToInt(subject -> subject.text.length())
                .max()
                .orElseThrow();
    }
}
