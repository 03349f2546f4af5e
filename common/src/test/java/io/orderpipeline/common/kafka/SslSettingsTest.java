package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.schema.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SslSettingsTest {

    @TempDir
    private static Path folder;

    private static TestStores stores;

    @BeforeAll
    static void createStores() throws IOException, GeneralSecurityException {
        stores = TestStores.create(folder);
        Files.writeString(folder.resolve("garbage"), "no store\n");
    }

    /** FOLDER stands for the folder of the stores, ssl. is left out. */
    static Stream<Arguments> should_name_the_setting_and_the_file_that_are_wrong() {
        String trust = "truststore.location=FOLDER/";
        String key = "keystore.location=FOLDER/";
        return Stream.of(
                Arguments.of(trust + "none", "truststore.location: cannot read FOLDER/none: there is no such file"),
                Arguments.of(trust + ".", "truststore.location: cannot read FOLDER/.: Is a directory"),
                Arguments.of(
                        trust + "garbage truststore.type=PKCS12",
                        "truststore.location: FOLDER/garbage is not a PKCS12 store; correct it or ssl.truststore.type"),
                Arguments.of(
                        trust + "key.p12 truststore.password=s3cret",
                        "truststore.password is not the password of FOLDER/key.p12"),
                Arguments.of(
                        trust + "key.p12",
                        "truststore.location: FOLDER/key.p12 holds no trusted certificate; is ssl.truststore.password"
                                + " missing?"),
                Arguments.of(
                        trust + "key.p12 truststore.type=PKCS13",
                        "truststore.type: there is no type PKCS13; use PKCS12, JKS or PEM"),
                Arguments.of(
                        trust + "garbage truststore.type=PEM",
                        "truststore.location: cannot use FOLDER/garbage as a PEM file: No matching CERTIFICATE"),
                Arguments.of(
                        trust + "none truststore.type=PEM",
                        "truststore.location: cannot read FOLDER/none: there is no such file"),
                Arguments.of(key + "none", "keystore.location: cannot read FOLDER/none: there is no such file"),
                Arguments.of(
                        key + "key.p12 keystore.password=s3cret",
                        "keystore.password is not the password of FOLDER/key.p12"),
                Arguments.of(key + "key.p12", "keystore.password is missing, which must open FOLDER/key.p12"),
                Arguments.of(
                        key + "key.p12 keystore.password=changeit key.password=s3cret",
                        "key.password is not the password of FOLDER/key.p12"),
                Arguments.of(
                        key + "certificate.pem keystore.type=PEM",
                        "keystore.location: cannot use FOLDER/certificate.pem as a PEM file: "));
    }

    @ParameterizedTest
    @MethodSource
    void should_name_the_setting_and_the_file_that_are_wrong(String settings, String message) throws IOException {
        Path file = write("security.protocol=SSL " + settings.replaceAll("(^| )(?=\\w)", " ssl."));

        assertThatThrownBy(() -> KafkaConfigFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "--kafka-config: " + file + ": ssl." + message.replace("FOLDER", folder.toString()))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void should_accept_stores_that_can_be_used() {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "ssl.keystore.location",
                stores.keyStore().toString(),
                "ssl.keystore.password",
                TestStores.PASSWORD,
                "ssl.truststore.location",
                stores.keyStore().toString(),
                "ssl.truststore.password",
                TestStores.PASSWORD));
        assertThat(SslSettings.context(settings, "test")).isNotNull();

        settings.put("ssl.keystore.location", stores.keyPem().toString());
        settings.put("ssl.keystore.type", "PEM");
        settings.remove("ssl.keystore.password");
        assertThat(SslSettings.context(settings, "test")).isNotNull();
    }

    @Test
    void should_not_read_stores_that_the_protocol_does_not_use() throws IOException {
        Path file = write("security.protocol=SASL_PLAINTEXT ssl.truststore.location=/none");

        assertThat(KafkaConfigFile.read(file)).containsEntry("ssl.truststore.location", "/none");
    }

    @Test
    void should_read_stores_that_placeholders_name() throws IOException {
        Files.writeString(folder.resolve("secret.properties"), "store=/none\n");
        Path file = write("security.protocol=SSL ssl.truststore.location=${file:FOLDER/secret.properties:store}"
                + " config.providers=file"
                + " config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider");

        assertThatThrownBy(() -> KafkaConfigFile.read(file))
                .hasMessageContaining("ssl.truststore.location: cannot read /none: there is no such file");
    }

    @Test
    void should_reject_a_setting_that_is_there_twice() throws IOException {
        Path file = write("linger.ms=1 linger.ms=2");

        assertThatThrownBy(() -> KafkaConfigFile.read(file))
                .hasMessage(
                        "--kafka-config: " + file + " sets linger.ms twice, and only the last would be used; keep one");
    }

    private static Path write(String settings) throws IOException {
        return Files.writeString(
                folder.resolve("client.properties"),
                settings.strip().replace(' ', '\n').replace("FOLDER", folder.toString()));
    }
}
