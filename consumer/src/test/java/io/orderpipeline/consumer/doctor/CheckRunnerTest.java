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
    private final CheckRunner findings = new CheckRunner(stop, new PrintWriter(out), false);

    @Test
    void should_succeed_unless_something_fails() throws InterruptedException {
        findings.ask(DoctorTarget.JAVA, () -> CheckResult.ok("fine"));
        findings.ask(DoctorTarget.BROKER, () -> CheckResult.warn("slow"));
        assertThat(findings.exitCode()).isEqualTo(Program.OK);

        findings.ask(DoctorTarget.TOPIC, () -> CheckResult.fail("gone"));
        assertThat(findings.exitCode()).isEqualTo(Program.FAILED);
        assertThat(out.toString().lines())
                .containsExactly(
                        "OK    java             fine", "WARN  broker           slow", "FAIL  topic            gone");
    }

    @Test
    void should_not_ask_what_makes_no_sense_any_more() throws InterruptedException {
        findings.ask(DoctorTarget.BROKER, () -> CheckResult.fail("away"));
        findings.ask(DoctorTarget.TOPIC, () -> CheckResult.ok("not reached"));
        findings.ask(DoctorTarget.LAG, () -> CheckResult.ok("not reached"));

        assertThat(out.toString().lines())
                .contains("SKIP  topic            not asked: no broker", "SKIP  lag              not asked: no broker");
    }

    @Test
    void should_ask_no_further_when_stopped_and_not_call_that_well() throws InterruptedException {
        stop.request();
        findings.ask(DoctorTarget.JAVA, () -> CheckResult.ok("not reached"));

        assertThat(out.toString()).isEmpty();
        assertThat(findings.exitCode()).isEqualTo(Program.FAILED);
    }

    @Test
    void should_take_an_error_for_an_answer_and_go_on() throws InterruptedException {
        findings.ask(DoctorTarget.BROKER, () -> {
            throw UserError.failed("no answer; is it running?");
        });
        findings.ask(DoctorTarget.CASSANDRA, () -> {
            throw new IllegalStateException("bad settings");
        });

        assertThat(out.toString())
                .contains("FAIL  broker           no answer; is it running?")
                .contains("FAIL  cassandra        bad settings");
    }

    @Test
    void should_keep_control_characters_from_the_terminal() throws InterruptedException {
        findings.ask(DoctorTarget.JAVA, () -> CheckResult.ok("a\u001b[2J\u009b\u202e\nb"));

        assertThat(out.toString().lines()).containsExactly("OK    java             a [2J   b");
    }

    @Test
    void should_write_json_too() throws InterruptedException {
        new CheckRunner(stop, new PrintWriter(out), true).ask(DoctorTarget.JAVA, () -> CheckResult.ok("17 \"LTS\""));

        assertThat(out.toString().strip())
                .isEqualTo("{\"verdict\":\"OK\",\"subject\":\"java\",\"answer\":\"17 \\\"LTS\\\"\"}");
    }
}
