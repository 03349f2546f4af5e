package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import java.io.PrintWriter;
import java.util.Map;

/** Asks every question in its order. Creates and commits nothing, and ends whatever is away. One thread. */
public final class Doctor {

    private final Patient patient;
    private final StopSignal stop;
    private final CheckRunner findings;

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
        this.findings = new CheckRunner(stop, out, json);
    }

    /** @return the exit code */
    public int run() throws InterruptedException {
        findings.ask(DoctorTarget.JAVA, Doctor::java);
        askKafka();
        askCassandra();
        return findings.exitCode();
    }

    private void askKafka() throws InterruptedException {
        try (KafkaChecks kafka = new KafkaChecks(patient, stop)) {
            findings.ask(DoctorTarget.BROKER, kafka::broker);
            findings.ask(DoctorTarget.TOPIC, kafka::topic);
            findings.ask(DoctorTarget.RECORDS, kafka::records);
            findings.ask(DoctorTarget.DEAD_LETTERS, kafka::deadLetters);
            findings.ask(DoctorTarget.GROUP, kafka::group);
            findings.ask(DoctorTarget.LAG, kafka::lag);
            findings.ask(DoctorTarget.KAFKA_CLOCK, kafka::clock);
        }
    }

    private void askCassandra() throws InterruptedException {
        try (CassandraChecks cassandra = new CassandraChecks(patient.cassandra(), stop)) {
            findings.ask(DoctorTarget.CASSANDRA, cassandra::nodes);
            findings.ask(DoctorTarget.TABLE, cassandra::table);
            findings.ask(DoctorTarget.CASSANDRA_CLOCK, cassandra::clock);
        }
    }

    private static CheckResult java() {
        return CheckResult.ok("Java " + Runtime.version() + ", heap of "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB at most, "
                + Runtime.getRuntime().availableProcessors() + " processors");
    }
}
