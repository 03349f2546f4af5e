package io.orderpipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** A run of {@code consumer.jar} in the JVM of the test. */
public record CommandRun(int exitCode, String out) {

    public static CommandRun of(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            int exitCode = new Program(new ConsumerMain(new StopSignal()), "ORDER_CONSUMER", Map.of()).run(arguments);
            return new CommandRun(exitCode, out.toString(UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    CommandRun succeeded() {
        assertThat(exitCode).as(out).isEqualTo(Program.OK);
        return this;
    }
}
