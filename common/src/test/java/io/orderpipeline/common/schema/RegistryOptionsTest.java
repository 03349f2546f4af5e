package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class RegistryOptionsTest {

    @TempDir
    Path folder;

    @Test
    void should_use_no_registry_unless_one_is_given() {
        assertThat(parse()).isEmpty();
    }

    @Test
    void should_read_several_urls() {
        assertThat(parse("--schema-registry=http://a:8081/, https://b/apis/ccompat/v7/,")
                        .orElseThrow()
                        .urls())
                .containsExactly(URI.create("http://a:8081"), URI.create("https://b/apis/ccompat/v7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8081",
                "ftp://a",
                "http://",
                "http://a_b:8081",
                "http://a:0",
                "http://a:65536",
                "http://a?x=1",
                "http://a#x",
                "http://a b",
                "/path"
            })
    void should_reject_urls_of_another_form(String url) {
        assertRejected("--schema-registry=" + url)
                .hasMessage("--schema-registry '" + url
                        + "' is not a URL of the form http://host:port or https://host:port/path");
    }

    @Test
    void should_reject_an_empty_list() {
        assertRejected("--schema-registry= , ")
                .hasMessage("--schema-registry is empty; name a URL, such as http://localhost:8081");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:s3cret@a:8081", "http://user:s3%20 cret@a", "user:s3cret@a"})
    void should_reject_a_password_on_the_command_line_without_showing_it(String url) {
        assertRejected("--schema-registry=" + url)
                .hasMessageContaining("basic.auth.user.info in the file of --schema-registry-config")
                .hasMessageNotContaining("s3");
    }

    @Test
    void should_reject_a_file_without_a_registry() {
        assertRejected("--schema-registry-config=registry.properties")
                .hasMessage("--schema-registry-config needs --schema-registry, without which no registry is used");
    }

    @Test
    void should_read_basic_credentials() throws IOException {
        assertThat(config("basic.auth.credentials.source=USER_INFO\nbasic.auth.user.info=user:pass:word\n")
                        .authorization())
                .hasValue("Basic dXNlcjpwYXNzOndvcmQ=");
    }

    @Test
    void should_read_a_bearer_token() throws IOException {
        assertThat(config("bearer.auth.credentials.source=STATIC_TOKEN\nbearer.auth.token=abc\n")
                        .authorization())
                .hasValue("Bearer abc");
    }

    @Test
    void should_accept_the_prefix_of_other_clients() throws IOException {
        assertThat(config("schema.registry.bearer.auth.token=abc\n").authorization())
                .hasValue("Bearer abc");
    }

    @Test
    void should_read_secrets_from_files() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "user:s3cret\n");

        assertThat(config("basic.auth.user.info.file=" + secret).authorization())
                .hasValue("Basic dXNlcjpzM2NyZXQ=");
    }

    @Test
    void should_read_timeouts() throws IOException {
        RegistryConfig config = config("http.connect.timeout.ms=100\nschema.registry.http.read.timeout.ms=200\n");

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void should_not_show_credentials_in_text() throws IOException {
        assertThat(config("bearer.auth.token=s3cret\n")).hasToString("http://a:8081");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "basic.auth.user.inf=u:p|sets the unknown property 'basic.auth.user.inf' (did you mean"
                        + " basic.auth.user.info?)",
                "schema.registry.ssl.keystore.locaton=x|sets the unknown property"
                        + " 'schema.registry.ssl.keystore.locaton' (did you mean ssl.keystore.location?)",
                "other=x|sets the unknown property 'other'",
                "basic.auth.user.info=s3cret|sets basic.auth.user.info to a value that is not user:password",
                "bearer.auth.token=s3cret\\n1|sets bearer.auth.token to a value that is not one line of visible ASCII"
                        + " characters",
                "basic.auth.credentials.source=URL|sets basic.auth.credentials.source to a value that is not"
                        + " supported; set it to USER_INFO",
                "bearer.auth.credentials.source=STATIC_TOKEN|sets bearer.auth.credentials.source without"
                        + " bearer.auth.token",
                "http.read.timeout.ms=5s|sets http.read.timeout.ms to '5s', which is not a number of milliseconds from"
                        + " 1 to 60000",
                "http.connect.timeout.ms=60001|sets http.connect.timeout.ms to '60001', which is not a number of"
                        + " milliseconds from 1 to 60000",
            })
    void should_reject_invalid_properties_in_one_line(String line, String reason) {
        assertThatThrownBy(() -> config(line + "\n"))
                .isInstanceOf(UserError.class)
                .hasMessage("--schema-registry-config: " + folder.resolve("registry.properties") + " " + reason)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void should_name_a_file_of_a_secret_that_does_not_exist() {
        assertThatThrownBy(() -> config("basic.auth.user.info.file=/none/such\n"))
                .isInstanceOf(UserError.class)
                .hasMessage("--schema-registry-config: " + folder.resolve("registry.properties")
                        + ": basic.auth.user.info.file: there is no file /none/such; name one that exists");
    }

    @ParameterizedTest
    @CsvSource({
        "basic.auth.user.info=u:p,bearer.auth.token=t",
        "basic.auth.user.info=u:p,basic.auth.user.info.file=f",
        "bearer.auth.token=t,schema.registry.bearer.auth.token=t"
    })
    void should_reject_credentials_given_twice(String one, String other) {
        assertThatThrownBy(() -> config(one + "\n" + other + "\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("sets ");
    }

    @Test
    void should_name_the_store_that_cannot_be_read() {
        assertThatThrownBy(() -> config("ssl.truststore.location=/none/such.p12\n"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--schema-registry-config: ")
                .hasMessageEndingWith(": ssl.truststore.location: cannot read /none/such.p12: there is no such file");
    }

    @Test
    void should_name_a_file_that_does_not_exist() {
        assertRejected("--schema-registry=http://a", "--schema-registry-config=/none/such")
                .hasMessage("--schema-registry-config: there is no file /none/such; name one that exists");
    }

    private RegistryConfig config(String properties) throws IOException {
        Path file = Files.writeString(folder.resolve("registry.properties"), properties);
        return parse("--schema-registry=http://a:8081", "--schema-registry-config=" + file)
                .orElseThrow();
    }

    private static AbstractThrowableAssert<?, ?> assertRejected(String... arguments) {
        return assertThatThrownBy(() -> parse(arguments))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2));
    }

    private static Optional<RegistryConfig> parse(String... arguments) {
        return CommandLine.populateCommand(new RegistryOptions(), arguments).toConfig();
    }
}
