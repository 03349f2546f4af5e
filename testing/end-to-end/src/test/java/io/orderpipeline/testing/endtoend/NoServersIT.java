package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both programs without servers, and with bad usage. */
final class NoServersIT {

    private static final String PRODUCER = "producer";
    private static final String CONSUMER = "consumer";

    static Stream<Arguments> badUsage() {
        return Stream.of(
                Arguments.of(PRODUCER, List.of("--no-such-option"), "--no-such-option"),
                Arguments.of(PRODUCER, List.of("--rate", "-1"), "--rate"),
                Arguments.of(PRODUCER, List.of("--count", "abc"), "--count"),
                Arguments.of(PRODUCER, List.of("--kafka-config", "/no/such/file"), "--kafka-config"),
                Arguments.of(PRODUCER, List.of("--partitions", "0"), "--partitions"),
                Arguments.of(PRODUCER, List.of("--topic", "a", "--count", "1", "--topic", "b"), "--topic"),
                Arguments.of(CONSUMER, List.of("--topic", "a", "--group", "b", "--topic", "c"), "--topic"),
                Arguments.of(CONSUMER, List.of("--no-such-option"), "--no-such-option"),
                Arguments.of(CONSUMER, List.of("--threads", "abc"), "--threads"),
                Arguments.of(CONSUMER, List.of("--kafka-config", "/no/such/file"), "--kafka-config"),
                Arguments.of(CONSUMER, List.of("--cassandra-config", "/no/such/file"), "--cassandra-config"),
                Arguments.of(CONSUMER, List.of("--batch-size", "0"), "--batch-size"),
                Arguments.of(CONSUMER, List.of("--contact-points", "here:there"), "--contact-points"));
    }

    @ParameterizedTest
    @MethodSource("badUsage")
    void should_reject_bad_usage_in_one_line_that_names_the_option(String program, List<String> options, String named) {
        try (ChildProcess process = start(program, options.toArray(String[]::new))) {
            assertThat(process.awaitEnd(TestPipeline.LIMIT))
                    .as(process.lastLines())
                    .isEqualTo(2);
            assertThat(process.err())
                    .singleElement()
                    .asString()
                    .startsWith(program + ": ")
                    .contains(named);
            assertThat(process.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void should_fail_after_the_startup_timeout_when_no_broker_listens(String program) throws IOException {
        String broker = "localhost:" + freePort();
        try (ChildProcess process = start(program, "--bootstrap-servers", broker, "--startup-timeout", "1s")) {
            assertThat(process.awaitEnd(TestPipeline.LIMIT))
                    .as(process.lastLines())
                    .isEqualTo(1);
            List<String> errors = process.err();
            assertThat(errors.get(errors.size() - 1))
                    .as("the consumer waits for both at once")
                    .matches(program + ": timed out after 1 s, waiting for (the broker at " + broker
                            + "|Cassandra at .*): .*");
            assertThat(errors).as("no stack trace").noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void should_stop_cleanly_while_it_waits_for_the_broker(String program) throws IOException {
        try (ChildProcess process = start(program, "--bootstrap-servers", "localhost:" + freePort())) {
            process.awaitErr("Waiting for the broker", TestPipeline.LIMIT);

            process.signal(Signal.INT);

            assertThat(process.awaitEnd(TestPipeline.LIMIT))
                    .as(process.lastLines())
                    .isZero();
        }
    }

    static Stream<String> programs() {
        return Stream.of(PRODUCER, CONSUMER);
    }

    private static ChildProcess start(String program, String... options) {
        Repository repository = Repository.find();
        if (program.equals(PRODUCER)) {
            return ChildProcess.start(Java.running().jar(repository.producerJar(), options));
        }
        List<String> withoutHttp = new ArrayList<>(List.of(options));
        withoutHttp.add("--no-http");
        return ChildProcess.start(Java.running().jar(repository.consumerJar(), withoutHttp.toArray(String[]::new)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
