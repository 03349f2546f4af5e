package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.process.ChildProcess;
import java.util.List;
import java.util.stream.Stream;

/** What every error of a client must be: one line, without a stack trace and without a secret. */
final class SecurityErrors {

    private static final List<String> SECRETS = List.of(
            TokenEndpoint.SECRET, SecuredBroker.PASSWORD, new String(ForeignAuthority.password()), "eyJhbGciOi");

    private SecurityErrors() {}

    static void assertNoStackTrace(ChildProcess program) {
        List<String> lines =
                Stream.concat(program.err().stream(), program.out().stream()).toList();
        assertThat(lines)
                .as(program.lastLines())
                .noneMatch(line -> line.startsWith("\tat ") || line.startsWith("Caused by"))
                .noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
    }
}
