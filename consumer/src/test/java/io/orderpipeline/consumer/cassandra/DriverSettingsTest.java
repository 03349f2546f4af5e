package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.CassandraConfig.Nodes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void should_keep_defaults_that_the_users_file_does_not_set() throws IOException {
        DriverExecutionProfile profile = profile("datastax-java-driver.advanced.auth-provider.username = someone");

        assertThat(profile.getString(DefaultDriverOption.AUTH_PROVIDER_USER_NAME))
                .isEqualTo("someone");
        assertThat(profile.getString(DefaultDriverOption.REQUEST_CONSISTENCY)).isEqualTo("LOCAL_QUORUM");
        assertThat(profile.getBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE))
                .isTrue();
        assertThat(profile.getInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE))
                .isEqualTo(3);
        assertThat(profile.getString(DefaultDriverOption.RETRY_POLICY_CLASS)).isEqualTo(NoRetryPolicy.class.getName());
    }

    @Test
    void should_reconnect_within_seconds_after_a_long_outage() throws IOException {
        assertThat(profile("").getDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_ignore_schema_changes_of_other_keyspaces() throws IOException {
        assertThat(profile("").getStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES))
                .containsExactly("orders");
    }

    @Test
    void should_let_the_users_file_override_defaults() throws IOException {
        DriverExecutionProfile profile = profile("datastax-java-driver { basic.request.timeout = 9 seconds }");

        assertThat(profile.getDuration(DefaultDriverOption.REQUEST_TIMEOUT)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void should_reject_an_invalid_configuration_file_in_one_line() {
        assertThatThrownBy(() -> profile("datastax-java-driver { basic = "))
                .isInstanceOf(UserError.class)
                .hasMessage("--cassandra-config: " + folder.resolve("driver.conf")
                        + " is not valid in line 1; the format is"
                        + " HOCON: name = value, and { } around nested names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.settings = 1", "# a comment only\nkeyspace = orders"})
    void should_reject_a_file_without_settings_of_the_driver(String file) {
        assertThatThrownBy(() -> profile(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("sets nothing of datastax-java-driver");
    }

    @Test
    void should_reject_a_missing_file() {
        assertThatThrownBy(() -> profile(folder.resolve("none.conf"), Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessage("--cassandra-config: there is no file " + folder.resolve("none.conf")
                        + "; name one that exists");
    }

    @Test
    void should_reject_a_file_with_an_unknown_extension() throws IOException {
        Path file = Files.writeString(folder.resolve("driver"), "datastax-java-driver {}");

        assertThatThrownBy(() -> profile(file, Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "--cassandra-config: the name of " + file + " does not end in .conf, .json or .properties; name"
                                + " a file of driver settings, or rename it");
    }

    @ParameterizedTest
    @CsvSource({
        "truststore-path, truststore-password, s3cret, store, truststore-password is not the password of",
        "truststore-path, truststore-password, changeit, store, holds no trusted certificate",
        "truststore-path, truststore-password, changeit, none, there is no such file",
        "truststore-path, truststore-password, changeit, driver.conf, is not a JKS or PKCS12 store; correct it",
        "keystore-path, keystore-password, s3cret, store, keystore-password is not the password of",
        "keystore-path, keystore-password, changeit, store, holds no private key",
    })
    void should_name_a_store_that_cannot_be_used(
            String pathSetting, String passwordSetting, String password, String name, String message) throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        try (OutputStream out = Files.newOutputStream(folder.resolve("store"))) {
            empty.store(out, "changeit".toCharArray());
        }
        Path store = folder.resolve(name);
        Path file = Files.writeString(
                folder.resolve("driver.conf"),
                "datastax-java-driver.advanced.ssl-engine-factory { class = DefaultSslEngineFactory, " + pathSetting
                        + " = \"" + store + "\", " + passwordSetting + " = " + password + " }");

        assertThatThrownBy(() -> DriverSettings.requireStores(config(file, Optional.empty())))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--cassandra-config: " + file + ": advanced.ssl-engine-factory.")
                .hasMessageContaining(message)
                .hasMessageContaining(store.toString())
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void should_let_the_option_override_the_users_file() throws IOException {
        String file = "datastax-java-driver.basic.request.consistency = ONE";

        assertThat(profile(file, Optional.empty()).getString(DefaultDriverOption.REQUEST_CONSISTENCY))
                .isEqualTo("ONE");
        assertThat(profile(file, Optional.of(Consistency.ALL)).getString(DefaultDriverOption.REQUEST_CONSISTENCY))
                .isEqualTo("ALL");
    }

    @Test
    void should_take_the_addresses_of_the_file_unless_options_name_others() throws IOException {
        Path file = Files.writeString(
                folder.resolve("driver.conf"),
                "datastax-java-driver.basic { contact-points = [\"node\", \"other:9142\"],"
                        + " load-balancing-policy.local-datacenter = west }");

        assertThat(Nodes.of(null, null, file))
                .isEqualTo(Nodes.at(List.of(host("node", 9042), host("other", 9142)), "west"));
        assertThat(Nodes.of(List.of("mine"), "east", file)).isEqualTo(Nodes.at(List.of(host("mine", 9042)), "east"));
        assertThat(Nodes.of(null, null, null))
                .isEqualTo(Nodes.at(List.of(new InetSocketAddress("127.0.0.1", 9042)), "datacenter1"));
        assertThat(profile(file, Optional.empty()).getStringList(DefaultDriverOption.CONTACT_POINTS))
                .as("the session has them already")
                .isEmpty();
    }

    @Test
    void should_take_neither_addresses_nor_a_datacenter_beside_a_bundle() throws IOException {
        Path file = Files.writeString(
                folder.resolve("driver.conf"), "datastax-java-driver.basic.cloud.secure-connect-bundle = \"/b.zip\"");

        assertThat(Nodes.of(null, null, file)).isEqualTo(new Nodes(List.of(), Optional.empty(), Optional.of("/b.zip")));
        assertThatThrownBy(() -> Nodes.of(List.of("node"), null, file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("names the secure connect bundle /b.zip")
                .hasMessageContaining("leave out --contact-points and --local-datacenter");
        assertThatThrownBy(() -> Nodes.of(null, "east", file)).isInstanceOf(UserError.class);
    }

    @Test
    void should_name_an_environment_variable_that_is_missing() throws IOException {
        Path file = Files.writeString(
                folder.resolve("driver.conf"),
                "datastax-java-driver.advanced.auth-provider.password = ${NO_SUCH_VARIABLE_IS_SET}");

        assertThatThrownBy(() -> Nodes.of(null, null, file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--cassandra-config: " + file)
                .hasMessageContaining("NO_SUCH_VARIABLE_IS_SET")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private static InetSocketAddress host(String name, int port) {
        return InetSocketAddress.createUnresolved(name, port);
    }

    private DriverExecutionProfile profile(String file) throws IOException {
        return profile(file, Optional.empty());
    }

    private DriverExecutionProfile profile(String file, Optional<Consistency> consistency) throws IOException {
        return profile(Files.writeString(folder.resolve("driver.conf"), file), consistency);
    }

    private static DriverExecutionProfile profile(Path path, Optional<Consistency> consistency) {
        return DriverSettings.of(config(path, consistency)).getInitialConfig().getDefaultProfile();
    }

    private static CassandraConfig config(Path path, Optional<Consistency> consistency) {
        return new CassandraConfig(
                CassandraConfig.Nodes.at(List.of(new InetSocketAddress("127.0.0.1", 9)), "datacenter1"),
                "orders",
                LayoutChoice.of(LayoutChoice.Kind.PLAIN),
                1,
                3,
                consistency,
                path);
    }
}
