package io.orderpipeline.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworksTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.0/24, 10.1.2.255, true",
        "10.1.2.0/24, 10.1.3.0, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "'10.1.2.3, 10.9.0.0/16', 10.9.8.7, true",
        "fd00:1::/32, fd00:1::7, true",
        "fd00:1::/32, fd00:2::7, false",
        "10.1.2.3, 127.0.0.1, true",
        "10.1.2.3, ::1, true",
    })
    void should_allow_clients_of_these_networks_and_of_this_machine(String networks, String client, boolean allowed)
            throws IOException {
        assertThat(ClientNetworks.parse(networks).contains(InetAddress.getByName(client)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "localhost", "example.org", "10.1.2.3/24", "10.1.2.0/33", "10.1.2.0/", "*", "a.b"})
    void should_reject_what_is_no_network(String networks) {
        assertThatThrownBy(() -> ClientNetworks.parse(networks))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("--http-allow-from must list", "10.1.2.0/24", "same-network");
    }

    @Test
    void should_know_the_networks_of_this_machine() throws IOException {
        ClientNetworks networks = ClientNetworks.parse("same-network");

        assertThat(networks.contains(ownAddress())).isTrue();
        assertThat(networks.contains(InetAddress.getByName("240.0.0.1"))).isFalse();
    }

    @Test
    void should_serve_clients_of_allowed_networks_only() throws IOException, InterruptedException {
        assertThat(statusFor("240.0.0.0/4")).isEqualTo(HttpStatus.FORBIDDEN_403);
        assertThat(statusFor("240.0.0.0/4,same-network")).isEqualTo(HttpStatus.OK_200);
    }

    @Test
    void should_serve_clients_that_name_the_address_of_a_server_on_every_address()
            throws IOException, InterruptedException {
        assertThat(statusFor("0.0.0.0", "same-network")).isEqualTo(HttpStatus.OK_200);
    }

    private static int statusFor(String networks) throws IOException, InterruptedException {
        return statusFor(ownAddress().getHostAddress(), networks);
    }

    /** Of a request from an address of this machine that is not loopback, and to that address. */
    private static int statusFor(String listen, String networks) throws IOException, InterruptedException {
        HttpConfig config =
                new HttpConfig(listen, 0, true, Optional.empty(), Optional.of(ClientNetworks.parse(networks)));
        try (HttpServer server =
                new HttpServer(config, (path, response, callback) -> HttpResponse.text(HttpStatus.OK_200, path)
                        .send(response, callback))) {
            server.start();
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            server.url().replace("localhost", ownAddress().getHostAddress())))
                    .timeout(Duration.ofMinutes(1))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static InetAddress ownAddress() throws IOException {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
                .filter(address -> !address.isLinkLocalAddress())
                .findFirst();
        if (own.isEmpty()) {
            System.out.println("SKIPPED: a test of --http-allow-from, because this machine has no network");
        }
        Assumptions.assumeTrue(own.isPresent(), "this machine has no network");
        return own.orElseThrow();
    }
}
