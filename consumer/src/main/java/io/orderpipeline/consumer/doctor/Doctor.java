package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import java.io.PrintWriter;
import java.util.Map;

/** Asks every question in its order. Creates and commits nothing, and ends whatever is away. One thread. */
public final class Doctor {

    private final Patient patient;
    private final StopSignal stop;
    private final Findings findings;

    /**
     * What is to be examined.
     *
     * @param kafka settings for every Kafka client, bootstrap servers included
     */
    public record Patient(
            Map<String, Object> kafka, String topic, String group, String deadLetterTopic, CassandraConfig cassandra) {}

    /** @param json one JSON object a line in place of text */
    public Doctor(Patient patient, StopSignal stop, PrintWriter out, boolean json) {
        this.patient = patient;
        this.stop = stop;
        this.findings = new Findings(stop, out, json);
    }

    /** @return the exit code */
    public int run() throws InterruptedException {
        findings.ask(Subject.JAVA, Doctor::java);
        askKafka();
        askCassandra();
        return findings.exitCode();
    }

    private void askKafka() throws InterruptedException {
        try (KafkaQuestions kafka = new KafkaQuestions(patient, stop)) {
            findings.ask(Subject.BROKER, kafka::broker);
            findings.ask(Subject.TOPIC, kafka::topic);
            findings.ask(Subject.RECORDS, kafka::records);
            findings.ask(Subject.DEAD_LETTERS, kafka::deadLetters);
            findings.ask(Subject.GROUP, kafka::group);
            findings.ask(Subject.LAG, kafka::lag);
            findings.ask(Subject.KAFKA_CLOCK, kafka::clock);
        }
    }

    private void askCassandra() throws InterruptedException {
        try (CassandraQuestions cassandra = new CassandraQuestions(patient.cassandra(), stop)) {
            findings.ask(Subject.CASSANDRA, cassandra::nodes);
            findings.ask(Subject.TABLE, cassandra::table);
            findings.ask(Subject.CASSANDRA_CLOCK, cassandra::clock);
        }
    }

    private static CheckResult java() {
        return CheckResult.ok("Java " + Runtime.version() + ", heap of "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB at most, "
                + Runtime.getRuntime().availableProcessors() + " processors");
    }
}
