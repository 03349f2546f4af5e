package io.orderpipeline.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpConfigTest {

    @TempDir
    private Path folder;

    @Test
    void should_read_a_token_without_the_line_break() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");

        assertThat(HttpConfig.tokenFrom(file)).contains("0123456789abcdef");
        assertThat(HttpConfig.tokenFrom(null)).isEmpty();
    }

    @Test
    void should_explain_a_token_file_that_is_not_text() throws IOException {
        Path file = Files.write(folder.resolve("token"), new byte[] {(byte) 0xff});

        assertThatThrownBy(() -> HttpConfig.tokenFrom(file))
                .hasMessage(
                        "--http-token-file: " + file + " is not UTF-8 text; save it as UTF-8, or name another file");
    }

    @Test
    void should_reject_a_file_that_holds_more_than_a_token() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "# A title\n\nNo token.\n");

        assertThatThrownBy(() -> HttpConfig.tokenFrom(file))
                .hasMessage("--http-token-file: " + file + " has several lines; it must hold the token only");
    }
}
