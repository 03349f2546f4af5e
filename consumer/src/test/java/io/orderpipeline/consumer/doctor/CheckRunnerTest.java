package io.orderpipeline.consumer.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CheckRunnerTest {

    private final StringWriter out = new StringWriter();
    private final StopSignal stop = new StopSignal();
    private final CheckRunner runner = new CheckRunner(stop, new PrintWriter(out), false);

    @Test
    void should_succeed_unless_something_fails() throws InterruptedException {
        runner.run(Check.JAVA, () -> CheckResult.ok("fine"));
        runner.run(Check.BROKER, () -> CheckResult.warn("slow"));
        assertThat(runner.exitCode()).isEqualTo(Program.OK);

        runner.run(Check.TOPIC, () -> CheckResult.fail("gone"));
        assertThat(runner.exitCode()).isEqualTo(Program.FAILED);
        assertThat(out.toString().lines())
                .containsExactly(
                        "OK    java             fine", "WARN  broker           slow", "FAIL  topic            gone");
    }

    @Test
    void should_skip_checks_whose_prerequisite_failed() throws InterruptedException {
        runner.run(Check.BROKER, () -> CheckResult.fail("away"));
        runner.run(Check.TOPIC, () -> CheckResult.ok("not reached"));
        runner.run(Check.LAG, () -> CheckResult.ok("not reached"));

        assertThat(out.toString().lines())
                .contains("SKIP  topic            not asked: no broker", "SKIP  lag              not asked: no broker");
    }

    @Test
    void should_run_no_check_after_a_stop_and_fail() throws InterruptedException {
        stop.request();
        runner.run(Check.JAVA, () -> CheckResult.ok("not reached"));

        assertThat(out.toString()).isEmpty();
        assertThat(runner.exitCode()).isEqualTo(Program.FAILED);
    }

    @Test
    void should_turn_an_exception_into_a_result_and_go_on() throws InterruptedException {
        runner.run(Check.BROKER, () -> {
            throw UserError.failed("no answer; is it running?");
        });
        runner.run(Check.CASSANDRA, () -> {
            throw new IllegalStateException("bad settings");
        });

        assertThat(out.toString())
                .contains("FAIL  broker           no answer; is it running?")
                .contains("FAIL  cassandra        bad settings");
    }

    @Test
    void should_keep_control_characters_from_the_terminal() throws InterruptedException {
        runner.run(Check.JAVA, () -> CheckResult.ok("a\u001b[2J\u009b\u202e\nb"));

        assertThat(out.toString().lines()).containsExactly("OK    java             a [2J   b");
    }

    @Test
    void should_write_json_too() throws InterruptedException {
        new CheckRunner(stop, new PrintWriter(out), true).run(Check.JAVA, () -> CheckResult.ok("17 \"LTS\""));

        assertThat(out.toString().strip())
                .isEqualTo("{\"verdict\":\"OK\",\"subject\":\"java\",\"answer\":\"17 \\\"LTS\\\"\"}");
    }
}
