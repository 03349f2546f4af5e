package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConfigFileTest {

    @TempDir
    private Path folder;

    @Test
    void should_trim_values_as_the_clients_do() throws IOException {
        Path file = Files.writeString(
                folder.resolve("client.properties"),
                """
                security.protocol=SASL_PLAINTEXT\s
                sasl.mechanism=OAUTHBEARER \s
                ssl.key.password=with blank\s
                not.of.kafka=with blank\s
                """);

        assertThat(KafkaConfigFile.read(file))
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "OAUTHBEARER")
                .as("prepared for OAuth")
                .containsKey("sasl.login.connect.timeout.ms")
                .as("the clients do not trim these")
                .containsEntry("ssl.key.password", "with blank ")
                .containsEntry("not.of.kafka", "with blank ");
    }
}
