package io.orderpipeline.consumer.cassandra;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of secure connect bundles that the driver downloads. */
class CassandraConnectorTest {

    @TempDir
    private Path folder;

    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    @Test
    void should_leave_secrets_out_of_the_url_of_a_bundle() throws IOException {
        serve("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThatThrownBy(() -> connect(Duration.ofSeconds(10)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the address in " + url() + ": ")
                .hasMessageContaining("403")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> CassandraConfig.Nodes.of(List.of("node"), null, driverConfig()))
                .hasMessageContaining(url())
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void should_wait_for_a_download_that_has_not_ended() {
        serve("");

        assertThatThrownBy(() -> connect(Duration.ofMillis(100)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("timed out")
                .hasMessageContaining("no answer");
        assertThat(connections).hasSize(1);
    }

    private void serve(String response) {
        DaemonThreads.start("bundles", () -> {
            while (!server.isClosed()) {
                try {
                    Socket connection = server.accept();
                    connections.add(connection);
                    if (!response.isEmpty()) {
                        connection.getInputStream().read();
                        connection.getOutputStream().write(response.getBytes(US_ASCII));
                        connection.shutdownOutput();
                    }
                } catch (IOException closed) {
                    // By the client, or at the end of the test.
                }
            }
        });
    }

    private void connect(Duration attemptTimeout) throws IOException, InterruptedException {
        CassandraConfig config = new CassandraConfig(
                CassandraConfig.Nodes.of(null, null, driverConfig()),
                "orders",
                LayoutChoice.of(LayoutChoice.Kind.PLAIN),
                1,
                1,
                Optional.empty(),
                driverConfig());
        StopSignal stop = new StopSignal();
        new CassandraConnector(config, stop, Optional.empty(), attemptTimeout)
                .connect(new ServiceWait(Duration.ofSeconds(1), stop));
    }

    private Path driverConfig() throws IOException {
        return Files.writeString(
                folder.resolve("driver.conf"),
                "datastax-java-driver.basic.cloud.secure-connect-bundle = \"" + url() + "?X-Amz-Signature=s3cret\"");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/b.zip";
    }
}
