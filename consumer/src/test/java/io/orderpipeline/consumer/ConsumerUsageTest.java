package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerUsageTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--no-such-option           | --no-such-option",
                "--bach-size 5              | did you mean --batch-size?",
                "verfy                      | did you mean verify?",
                "dead-letters lst           | did you mean list?",
                "--table-layout bound       | is not one of plain, bounded",
                "--consistency quorm        | did you mean QUORUM?",
                "--alert-webhook ht^tp      | --alert-webhook: not a URL",
                "--keyspace=                | --keyspace has an empty value",
                "--topic a --topic b        | --topic is given twice",
                "--batch-size 0             | --batch-size",
                "--batch-size many          | --batch-size",
                "--threads 0                | --threads",
                "--topic a/b                | --topic",
                "--dead-letter-topic orders | --dead-letter-topic",
                "--keyspace A;DROP          | --keyspace",
                "--contact-points host:port | --contact-points",
                "--contact-points :9042     | --contact-points",
                "--contact-points ,         | --contact-points is empty",
                "--contact-points [::1]:0   | between 1 and 65535",
                "--bootstrap-servers a:70000 | --bootstrap-servers",
                "dead-letters list --bootstrap-servers , | --bootstrap-servers is empty",
                "--replication-factor 0     | --replication-factor",
                "--max-in-flight 0          | --max-in-flight",
                "--startup-timeout soon     | --startup-timeout",
                "--kafka-config /no/file    | --kafka-config",
                "--cassandra-config /no/file | --cassandra-config",
                "--options-file /no/file    | --options-file",
                "--plain --json             | --json",
                "--http-port 70000          | --http-port",
                "--http-address 0.0.0.0     | --http-token-file",
                "--http-address no.such.host.invalid | --http-address",
                "--http-token-file /no/file | --http-token-file",
                "--http-allow-from localhost | --http-allow-from",
                "dead-letters               | list or replay",
                "dead-letters list --reason typo          | --reason",
                "dead-letters list --reason not-json --reason typo | typo",
                "dead-letters list --limit -1             | --limit",
                "dead-letters list --limit 1000000        | --limit",
                "dead-letters list --dead-letter-topic a/b | --dead-letter-topic",
                "--topic a dead-letters list              | --topic stands before",
                "dead-letters replay                      | --all",
                "dead-letters replay --all --reason not-json | --all",
                "dead-letters replay --origin orders-5    | --origin",
                "dead-letters replay --bootstrap          | --bootstrap",
                "doctor --topic a/b                       | --topic",
                "doctor --contact-points host:port        | --contact-points",
                "--group a doctor                         | --group stands before",
                "verify --topic a/b         | --topic",
                "order                      | ID",
                "order a --topic a/b        | --topic",
                "order a --from yesterday   | --from",
                "order a --from 4711        | --from",
                "order a --from 1h --to 2h  | --from",
                "order a --partition one    | --partition",
                "--topic other order a      | --topic",
                "--topic other verify       | --topic",
            })
    void should_report_bad_usage_in_one_line_that_names_the_option(String arguments, String option) {
        Outcome outcome = run(Map.of(), arguments.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(Program.BAD_USAGE);
        assertThat(outcome.errors().lines()).singleElement().asString().contains(option);
    }

    @Test
    void should_name_the_environment_variable_that_a_bad_value_came_from() {
        Outcome outcome = run(Map.of("ORDER_CONSUMER_BATCH_SIZE", "many"));

        assertThat(outcome.exitCode()).isEqualTo(Program.BAD_USAGE);
        assertThat(outcome.errors()).contains("ORDER_CONSUMER_BATCH_SIZE");
    }

    private record Outcome(int exitCode, String errors) {}

    private static Outcome run(Map<String, String> environment, String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true));
        try {
            int exitCode =
                    new Program(new ConsumerMain(new StopSignal()), "ORDER_CONSUMER", environment).run(arguments);
            return new Outcome(exitCode, errors.toString());
        } finally {
            System.setErr(before);
        }
    }
}
