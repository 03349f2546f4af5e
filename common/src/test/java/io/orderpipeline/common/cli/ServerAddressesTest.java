package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "db                          | db:9042",
                "db:1                        | db:1",
                "127.0.0.1                   | 127.0.0.1:9042",
                "[::1]:19042                 | [0:0:0:0:0:0:0:1]:19042",
                "[::1]                       | [0:0:0:0:0:0:0:1]:9042",
                "::1                         | [0:0:0:0:0:0:0:1]:9042",
                "2001:db8::7                 | [2001:db8:0:0:0:0:0:7]:9042",
                "\"a:1, b:2\"                | a:1,b:2",
                "\" a:1 ,,b:2, \"            | a:1,b:2",
                "a:1,a:1                     | a:1",
                "PLAINTEXT://a:1,SASL_SSL://[::1]:2 | a:1,[0:0:0:0:0:0:0:1]:2",
                "my_host.example-1.com:65535 | my_host.example-1.com:65535",
            })
    void should_accept_every_form_of_host_and_port(String text, String canonical) {
        var addresses = ServerAddresses.parse("--contact-points", List.of(text), 9042);

        assertThat(ServerAddresses.format(addresses, ",")).isEqualTo(canonical);
    }

    @Test
    void should_accept_several_values() {
        var addresses = ServerAddresses.parse("--contact-points", List.of("a:1", "b"), 9042);

        assertThat(ServerAddresses.format(addresses, ", ")).isEqualTo("a:1, b:9042");
    }

    /** The Cassandra driver resolves an unresolved name at each connection, and finds a node that has moved. */
    @Test
    void should_leave_names_to_be_resolved_at_each_connection() {
        assertThat(ServerAddresses.parse("--contact-points", List.of("localhost:1"), 9042))
                .allMatch(InetSocketAddress::isUnresolved);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                ":9042",
                "host:",
                "host:port",
                "host:0",
                "host:65536",
                "host:99999999999",
                "host:-1",
                "[::1",
                "::1]:9042",
                "[::1]9042",
                "[host]:9042",
                "a b:1",
                "1:2:3",
                "::g",
                "256.1.1.1:9042",
                "a;b:1"
            })
    void should_reject_everything_else_in_one_line(String text) {
        assertThatThrownBy(() -> ServerAddresses.parse("--contact-points", List.of(text), 9042))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--contact-points ")
                .hasMessageNotContaining("\n");
    }
}
