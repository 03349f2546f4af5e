package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigPlaceholdersTest {

    private static final String ORIGIN = "--kafka-config: client.properties";
    private static final String PACKAGE = "org.apache.kafka.common.config.provider.";

    @TempDir
    private Path folder;

    @Test
    void should_replace_placeholders_and_remove_the_providers() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets"), "user=a\npassword=b\n");
        Map<String, Object> settings = withProvider("file", "FileConfigProvider");
        settings.put(
                "sasl.jaas.config", "username=${file:" + secrets + ":user} password=${file:" + secrets + ":password}");
        settings.put("linger.ms", "5");

        assertThat(ConfigPlaceholders.resolve(settings, ORIGIN))
                .isEqualTo(Map.of("sasl.jaas.config", "username=a password=b", "linger.ms", "5"));
    }

    @Test
    void should_leave_text_that_is_no_placeholder() {
        Map<String, Object> settings = Map.of("a", "${", "b", "$ConnectionString", "c", "${price}", "d", "${x:y}");

        assertThat(ConfigPlaceholders.resolve(settings, ORIGIN)).isEqualTo(settings);
    }

    @ParameterizedTest
    @CsvSource({"file, FileConfigProvider", "env, EnvVarConfigProvider", "directory, DirectoryConfigProvider"})
    void should_name_the_settings_of_a_provider_that_is_not_declared(String name, String type) {
        String placeholder = "${" + name + ":/run/secrets:password}";

        assertThatThrownBy(() -> ConfigPlaceholders.resolve(Map.of("ssl.key.password", placeholder), ORIGIN))
                .isInstanceOf(UserError.class)
                .hasMessage(ORIGIN + ": ssl.key.password: " + placeholder + " has no provider; add config.providers="
                        + name + " and config.providers." + name + ".class=" + PACKAGE + type);
    }

    @Test
    void should_name_a_placeholder_without_a_value_and_no_secret() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets"), "password=s3cret\n");
        Map<String, Object> settings = withProvider("file", "FileConfigProvider");
        String missing = "${file:" + secrets + ":pasword}";
        settings.put("ssl.key.password", "${file:" + secrets + ":password}" + missing);

        assertThatThrownBy(() -> ConfigPlaceholders.resolve(settings, ORIGIN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ssl.key.password: there is no value for " + missing)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"FileConfigProvider, /no/such/file", "NoSuchProvider, NoSuchProvider"})
    void should_name_what_a_provider_cannot_use(String type, String message) {
        Map<String, Object> settings = withProvider("file", type);
        settings.put("ssl.key.password", "${file:/no/such/file:password}");

        assertThatThrownBy(() -> ConfigPlaceholders.resolve(settings, ORIGIN))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(ORIGIN + ": cannot resolve its ${…} placeholders: ")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private static Map<String, Object> withProvider(String name, String type) {
        return new HashMap<>(Map.of("config.providers", name, "config.providers." + name + ".class", PACKAGE + type));
    }
}
