package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTextTest {

    @ParameterizedTest
    @CsvSource({
        "https://login.example.com/token, https://login.example.com/token",
        "https://user:s3cret@login.example.com:8443/token, https://login.example.com:8443/token",
        "https://user:s3@cret@login.example.com, https://login.example.com",
        "https://example.com/b.zip?X-Amz-Signature=s3cret#s3cret, https://example.com/b.zip",
        "https://[2001:db8::7]:8443/a@b?c, https://[2001:db8::7]:8443/a@b",
        "/folder/b?.zip, /folder/b?.zip"
    })
    void should_leave_out_what_may_be_secret(String url, String text) {
        assertThat(UrlText.of(url)).isEqualTo(text);
    }
}
