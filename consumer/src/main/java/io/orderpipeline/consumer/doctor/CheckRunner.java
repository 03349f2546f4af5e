package io.orderpipeline.consumer.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** Asks one question after another, tells each answer at once, and turns a question that fails into its answer. */
final class CheckRunner {

    private final StopSignal stop;
    private final PrintWriter out;
    private final boolean json;
    private final JsonFactory factory = new JsonFactory();
    private final Map<DoctorTarget, CheckStatus> verdicts = new EnumMap<>(DoctorTarget.class);

    /** A question, which may take a few seconds. */
    @FunctionalInterface
    interface Question {
        CheckResult ask() throws InterruptedException;
    }

    CheckRunner(StopSignal stop, PrintWriter out, boolean json) {
        this.stop = stop;
        this.out = out;
        this.json = json;
    }

    /** Asks, unless what the subject needs is not there. */
    void ask(DoctorTarget subject, Question question) throws InterruptedException {
        if (stop.isRequested()) {
            return;
        }
        CheckResult answer = subject.needs().stream()
                .filter(need -> !isThere(need))
                .findFirst()
                .map(need -> new CheckResult(CheckStatus.SKIP, "not asked: no " + need.text()))
                .orElse(null);
        tell(subject, answer == null ? tryToAsk(question) : answer);
    }

    /** A failure also when a stop kept questions from being asked: nobody knows. */
    int exitCode() {
        return stop.isRequested() || verdicts.containsValue(CheckStatus.FAIL) ? Program.FAILED : Program.OK;
    }

    private boolean isThere(DoctorTarget subject) {
        CheckStatus verdict = verdicts.get(subject);
        return verdict == CheckStatus.OK || verdict == CheckStatus.WARN;
    }

    private static CheckResult tryToAsk(Question question) throws InterruptedException {
        try {
            return question.ask();
        } catch (UserError e) {
            return CheckResult.fail(e.getMessage());
        } catch (RuntimeException e) {
            // Whatever a client library throws is an answer too: the other questions are still to be asked.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return CheckResult.fail(e.getMessage() + " (" + cause + ")");
        }
    }

    private void tell(DoctorTarget subject, CheckResult answer) {
        verdicts.put(subject, answer.verdict());
        String text = oneLine(answer.text());
        out.println(
                json
                        ? toJson(subject, answer.verdict(), text)
                        : "%-4s  %-*s  %s"
                                .replace("*", Integer.toString(DoctorTarget.widest()))
                                .formatted(answer.verdict(), subject.text(), text));
        out.flush();
    }

    /** Keys, client ids and servers' messages come from others: they must not steer the terminal. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> line.appendCodePoint(
                        Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
                                ? ' '
                                : character));
        return line.toString();
    }

    private String toJson(DoctorTarget subject, CheckStatus verdict, String text) {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = factory.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeStringField("verdict", verdict.name());
            generator.writeStringField("subject", subject.text());
            generator.writeStringField("answer", text);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return line.toString();
    }
}
