package io.orderpipeline.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFilterTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final AccessFilter LOCAL =
            new AccessFilter(new HttpConfig("127.0.0.1", 8080, false, Optional.empty()));
    private static final AccessFilter OPEN =
            new AccessFilter(new HttpConfig("0.0.0.0", 8080, false, Optional.of(TOKEN)));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080"})
    void should_allow_host_names_of_this_machine(String host) {
        assertThat(LOCAL.allowsHost(host, LOOPBACK)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil:8080",
                "user@",
                "::"
            })
    void should_reject_foreign_host_names(String host) {
        assertThat(LOCAL.allowsHost(host, LOOPBACK)).isFalse();
        assertThat(LOCAL.allowsHost(null, LOOPBACK)).isFalse();
    }

    @Test
    void should_require_a_host_name_of_this_machine_without_a_token_on_every_address() {
        AccessFilter container = new AccessFilter(new HttpConfig(
                "0.0.0.0", 8080, false, Optional.empty(), Optional.of(ClientNetworks.parse("10.0.0.0/8"))));

        assertThat(container.allowsHost("localhost:8080", LOOPBACK)).isTrue();
        assertThat(container.allowsHost("evil.example:8080", LOOPBACK)).isFalse();
        assertThat(OPEN.allowsHost("any.example:8080", LOOPBACK))
                .as("with a token")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.7:8080, 10.1.2.7, true",
        "10.1.2.8:8080, 10.1.2.7, false",
        "10.1.2.7.evil.example:8080, 10.1.2.7, false",
        "[2001:db8::7]:8080, 2001:db8::7, true",
        "[2001:db8:0:0:0:0:0:7], 2001:db8::7, true",
        "[2001:db8::8]:8080, 2001:db8::7, false",
        "[evil.example]:8080, 2001:db8::7, false"
    })
    void should_accept_the_address_that_the_client_has_connected_to(String host, String local, boolean isAccepted)
            throws UnknownHostException {
        AccessFilter filter = new AccessFilter(new HttpConfig(
                "0.0.0.0", 8080, false, Optional.empty(), Optional.of(ClientNetworks.parse("10.0.0.0/8"))));

        assertThat(filter.allowsHost(host, InetAddress.getByName(local))).isEqualTo(isAccepted);
    }

    @Test
    void should_name_the_accepted_hosts() throws UnknownHostException {
        assertThat(OPEN.hosts(InetAddress.getByName("10.1.2.7"))).isEqualTo("localhost, 127.0.0.1, [::1], 10.1.2.7");
        assertThat(OPEN.hosts(InetAddress.getByName("2001:db8::7"))).endsWith(", [2001:db8:0:0:0:0:0:7]");
        assertThat(LOCAL.hosts(LOOPBACK)).isEqualTo("localhost, 127.0.0.1, [::1]");
    }

    @Test
    void should_accept_the_token_as_bearer_or_password() {
        assertThat(OPEN.allowsAuthorization("Bearer " + TOKEN)).isTrue();
        assertThat(OPEN.allowsAuthorization("Basic " + basic("anyone:" + TOKEN)))
                .isTrue();
        assertThat(OPEN.allowsAuthorization(null)).isFalse();
        assertThat(OPEN.allowsAuthorization("Bearer " + TOKEN + "0")).isFalse();
        assertThat(OPEN.allowsAuthorization("Basic " + basic(TOKEN + ":wrong"))).isFalse();
        assertThat(OPEN.allowsAuthorization("Basic !!")).isFalse();
        assertThat(LOCAL.allowsAuthorization(null)).isTrue();
    }

    @Test
    void should_require_a_long_token_on_other_addresses() {
        assertThatThrownBy(() -> new HttpConfig("0.0.0.0", 8080, false, Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("--http-token-file", "--http-allow-from");
        assertThatThrownBy(() -> new HttpConfig("0.0.0.0", 8080, false, Optional.of("short")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--http-token-file");
    }

    private static String basic(String userAndPassword) {
        return Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
    }
}
