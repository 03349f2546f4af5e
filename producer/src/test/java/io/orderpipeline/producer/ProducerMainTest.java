package io.orderpipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the program in this process, as far as it gets without a broker. */
final class ProducerMainTest {

    /** The result of a run. */
    private record Outcome(int exitCode, String data, String errors) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    --rate -1                 | --rate: -1 is not a rate; give
                    --rate NaN                | --rate: 'NaN' is not a number
                    --count abc               | --count: 'abc' is not a whole number
                    --count -1                | --count: -1 is negative; give
                    --duration soon           | 'soon' is not a time such as
                    --partitions 0            | --partitions: 0 is too small; give 1 or more
                    --replication-factor 0    | --replication-factor: 0 is too small
                    --topic no/topic          | --topic: 'no/topic' is not a valid topic name
                    --invalid 1.5             | --invalid: 1.5 is not a share; give
                    --duplicates -0.1         | --duplicates: -0.1 is not a share; give
                    --seed x                  | --seed: 'x' is not a whole number
                    --start-time yesterday    | 'yesterday' is not a time such as 2026
                    --start-time 1969-01-01T00:00:00Z | --start-time: 1969-01-01T00:00:00Z is not in the years
                    --category-weights cheese=2 | there are electronics, books
                    --categories-weights cheese=2 | there are electronics, books
                    --kafka-config no-file    | --kafka-config: there is no file no-file
                    --category-weights books=1,books=2 | --category-weights: 'books' has two weights
                    --category-weights books=1 --categories-weights toys=1 | are the same option; give one
                    --format json-schem       | (did you mean json-schema?)
                    --startup-timeout x       | 'x' is not a time such as
                    --bootstrap-servers a:b   | --bootstrap-servers 'a:b' is not of the form host:port
                    --http-port 70000         | --http-port must be 0 to 65535
                    --http-port 0 --http-address 0.0.0.0 | is reachable from other machines: protect it
                    --dry-run --http-port 0   | leave out one of them
                    --dry-run --json          | --dry-run prints orders and nothing else; leave out --plain or --json
                    --plain --json            | --plain and --json exclude each other
                    --http-address 127.0.0.1  | --http-address needs --http-port
                    --http-allow-from 10.0.0.1 | --http-allow-from needs --http-port
                    --rat 5                   | unknown option --rat (did you mean --rate?)
                    --format xml              | --format: 'xml' is not one of json, avro, protobuf, json-schema
                    --format avro             | --format avro needs --schema-registry URL
                    --format json-schema      | --format json-schema needs --schema-registry URL
                    --schema-registry http://localhost:1 | not used for --format json; choose --format avro
                    --no-register             | --no-register is not used for --format json; choose --format avro
                    --dry-run --format protobuf --schema-registry http://localhost:1 | leave out --format protobuf
                    surplus                   | unknown argument 'surplus'
                    """)
    void should_reject_bad_usage_with_one_line_that_says_what_to_do(String arguments, String message) {
        Outcome outcome = run(Map.of(), arguments.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(Program.BAD_USAGE);
        assertThat(outcome.data()).isEmpty();
        assertThat(outcome.errors().lines().filter(line -> line.startsWith("producer: ")))
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void should_print_the_same_orders_for_the_same_seed_and_start_time() {
        String[] arguments = "--dry-run --count 200 --rate 0 --seed 3 --start-time 2026-01-31T12:00:00Z".split(" ");
        Outcome first = run(Map.of(), arguments);
        Outcome second = run(Map.of(), arguments);

        assertThat(first.exitCode()).isEqualTo(Program.OK);
        assertThat(first.data().lines()).hasSize(200);
        assertThat(second.data()).isEqualTo(first.data());
    }

    /** People compare runs by their seed. */
    @Test
    void should_make_the_same_orders_for_a_seed_in_every_release() {
        Outcome outcome =
                run(Map.of(), "--dry-run --count 1 --rate 0 --seed 1 --start-time 2026-01-31T12:00:00Z".split(" "));

        assertThat(outcome.data())
                .isEqualTo("{\"order_id\":\"019c13ec-9e00-7000-8000-03e13e75c33c\",\"customer_name\":\"Cary Reynolds\","
                        + "\"product\":\"Aerodynamic Car Cover\",\"category\":\"automotive\",\"quantity\":1,"
                        + "\"price\":76.15,\"timestamp\":\"2026-01-31T12:00:00.000Z\",\"total_amount\":76.15}\n");
    }

    @Test
    void should_read_the_environment_and_prefer_the_command_line() {
        Map<String, String> environment = Map.of("ORDER_PRODUCER_COUNT", "3", "ORDER_PRODUCER_RATE", "0");

        assertThat(run(environment, "--dry-run").data().lines()).hasSize(3);
        assertThat(run(environment, "--dry-run", "--count", "5").data().lines()).hasSize(5);
    }

    @Test
    void should_print_skewed_orders() {
        Outcome outcome = run(Map.of(), "--dry-run --count 100 --rate 0 --category-weights books=1e9".split(" "));

        assertThat(outcome.data().lines()).allMatch(line -> line.contains("\"category\":\"books\""));
    }

    @Test
    void should_print_nothing_for_a_count_of_zero() {
        Outcome outcome = run(Map.of(), "--dry-run", "--count", "0");

        assertThat(outcome.exitCode()).isEqualTo(Program.OK);
        assertThat(outcome.data()).isEmpty();
    }

    /** picocli takes the standard streams when a command line is made. */
    private static Outcome run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream standardError = System.err;
        System.setErr(new PrintStream(errors, true, UTF_8));
        try {
            int exitCode =
                    new Program(new ProducerMain(new StopSignal(), data), "ORDER_PRODUCER", environment).run(arguments);
            return new Outcome(exitCode, data.toString(UTF_8), errors.toString(UTF_8));
        } finally {
            System.setErr(standardError);
        }
    }
}
