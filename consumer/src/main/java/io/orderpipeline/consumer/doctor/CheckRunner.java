package io.orderpipeline.consumer.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.doctor.CheckResult.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** Runs checks one after another, prints each result at once, and turns an exception of a check into its result. */
final class CheckRunner {

    private final StopSignal stop;
    private final PrintWriter out;
    private final boolean json;
    private final JsonFactory factory = new JsonFactory();
    private final Map<Check, Status> statuses = new EnumMap<>(Check.class);

    /** May take a few seconds. */
    @FunctionalInterface
    interface Body {
        CheckResult run() throws InterruptedException;
    }

    CheckRunner(StopSignal stop, PrintWriter out, boolean json) {
        this.stop = stop;
        this.out = out;
        this.json = json;
    }

    /** Runs the check unless a prerequisite failed. */
    void run(Check check, Body body) throws InterruptedException {
        if (stop.isRequested()) {
            return;
        }
        CheckResult skipped = check.prerequisites().stream()
                .filter(prerequisite -> !isPassed(prerequisite))
                .findFirst()
                .map(prerequisite -> new CheckResult(Status.SKIP, "not asked: no " + prerequisite.title()))
                .orElse(null);
        print(check, skipped == null ? result(body) : skipped);
    }

    /** A failure also when a stop prevented checks. */
    int exitCode() {
        return stop.isRequested() || statuses.containsValue(Status.FAIL) ? Program.FAILED : Program.OK;
    }

    private boolean isPassed(Check check) {
        Status status = statuses.get(check);
        return status == Status.OK || status == Status.WARN;
    }

    private static CheckResult result(Body body) throws InterruptedException {
        try {
            return body.run();
        } catch (UserError e) {
            return CheckResult.fail(e.getMessage());
        } catch (RuntimeException e) {
            // Whatever a client library throws is a result too, and the other checks still run.
            String text = ErrorText.of(e);
            String cause = e.getCause() == null ? text : ErrorText.of(e.getCause());
            return CheckResult.fail(text.equals(cause) ? text : text + " (" + cause + ")");
        }
    }

    private void print(Check check, CheckResult result) {
        statuses.put(check, result.status());
        String text = oneLine(result.text());
        out.println(
                json
                        ? toJson(check, result.status(), text)
                        : "%-4s  %-*s  %s"
                                .replace("*", Integer.toString(Check.longestTitle()))
                                .formatted(result.status(), check.title(), text));
        out.flush();
    }

    /** Keys, client ids and messages of servers are untrusted: they must not control the terminal. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> line.appendCodePoint(
                        Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
                                ? ' '
                                : character));
        return line.toString();
    }

    private String toJson(Check check, Status status, String text) {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = factory.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeStringField("verdict", status.name());
            generator.writeStringField("subject", check.title());
            generator.writeStringField("answer", text);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return line.toString();
    }
}
