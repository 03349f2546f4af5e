package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {

    @ParameterizedTest
    @CsvSource({
        "https://login.example.com/token, https://login.example.com/token",
        "https://user:s3cret@login.example.com:8443/token, https://login.example.com:8443/token",
        "https://user:s3@cret@login.example.com, https://login.example.com",
        "https://example.com/b.zip?X-Amz-Signature=s3cret#s3cret, https://example.com/b.zip",
        "https://[2001:db8::7]:8443/a@b?c, https://[2001:db8::7]:8443/a@b",
        "/folder/b?.zip, /folder/b?.zip"
    })
    void should_leave_secrets_out_of_a_url(String url, String text) {
        assertThat(ErrorText.ofUrl(url)).isEqualTo(text);
    }

    @Test
    void should_be_the_first_line_of_the_message() {
        assertThat(ErrorText.of(new IOException("Connection reset\n\tat x"))).isEqualTo("Connection reset");
        assertThat(ErrorText.of(new CompletionException(new TimeoutException("late"))))
                .isEqualTo("late");
    }

    @Test
    void should_contain_no_class_name() {
        assertThat(ErrorText.of(new UncheckedIOException(new IOException("Broken pipe"))))
                .isEqualTo("Broken pipe");
        assertThat(ErrorText.of(new IllegalStateException("failed: org.apache.kafka.common.KafkaException")))
                .isEqualTo("failed:");
        assertThat(ErrorText.of(new IllegalStateException("see kafka.example.com: it is away")))
                .isEqualTo("see kafka.example.com: it is away");
    }

    @Test
    void should_contain_no_iso_8601_duration() {
        assertThat(ErrorText.of(new TimeoutException("Query timed out after PT5S")))
                .isEqualTo("Query timed out after 5 s");
        assertThat(ErrorText.of(new TimeoutException("timed out after PT0.25S, at most PT1M30S")))
                .isEqualTo("timed out after 250 ms, at most 90 s");
        assertThat(ErrorText.of(new TimeoutException("no PT1X"))).isEqualTo("no PT1X");
    }

    @Test
    void should_name_the_kind_of_an_error_without_a_message() {
        assertThat(ErrorText.of(new ClosedChannelException())).isEqualTo("closed channel");
        assertThat(ErrorText.of(new IOException())).isEqualTo("I/O error");
        assertThat(ErrorText.of(new SSLHandshakeException(null))).isEqualTo("SSL handshake");
    }

    @Test
    void should_explain_a_message_that_is_only_a_name() {
        assertThat(ErrorText.of(new UnknownHostException("db.example"))).isEqualTo("unknown host: db.example");
        assertThat(ErrorText.of(new NoSuchFileException("/none"))).isEqualTo("no such file: /none");
    }
}
