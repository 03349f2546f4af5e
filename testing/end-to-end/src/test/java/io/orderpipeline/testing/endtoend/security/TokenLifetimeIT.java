package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.security.SecuredBroker.Listener;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that expire while both programs run. The broker asks for a new one every few seconds. */
@UsesLocalStack
final class TokenLifetimeIT {

    /** Two of each program. */
    private static final int RENEWALS = 4;

    @TempDir
    private static Path folder;

    @AutoClose
    private static SecuredPlatform platform;

    @AutoClose
    private final TestPipeline pipeline;

    TokenLifetimeIT(LocalStack stack) {
        pipeline = platform.pipeline(stack);
    }

    @BeforeAll
    static void startBroker() throws Exception {
        platform = SecuredPlatform.start(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void should_renew_tokens_and_end_when_it_cannot(String groupProtocol) throws IOException, GeneralSecurityException {
        String servers = "--bootstrap-servers=" + servers();
        String consumerConfig = kafkaConfig("group.protocol=" + groupProtocol);
        ChildProcess consumer = pipeline.consumer(consumerConfig, servers);
        // The producer waits for the records in flight before it ends.
        ChildProcess producer = pipeline.producer(
                kafkaConfig("delivery.timeout.ms=5000\nrequest.timeout.ms=4000"),
                servers,
                "--rate=50",
                "--invalid=0.2");
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);
        int before = platform.tokens().given();
        await().atMost(TestPipeline.LIMIT).until(() -> platform.tokens().given() >= before + RENEWALS);
        assertThat(consumer.isAlive()).as(consumer.lastLines()).isTrue();
        assertThat(producer.isAlive()).as(producer.lastLines()).isTrue();

        platform.tokens().setAvailable(false);
        assertEndsWithoutAToken(producer);
        assertEndsWithoutAToken(consumer);
        assertThat(consumer.err().get(consumer.err().size() - 1))
                .as(consumer.lastLines())
                .contains("does not let us in", "token endpoint is available", "--kafka-config");

        platform.tokens().setAvailable(true);
        ChildProcess next = pipeline.consumer(consumerConfig, servers, "--exit-when-caught-up");
        assertThat(next.awaitEnd(TestPipeline.LIMIT)).as(next.lastLines()).isZero();
        assertThat(Outcome.of(pipeline).assertExact().expected().invalid()).isNotEmpty();
    }

    private static void assertEndsWithoutAToken(ChildProcess program) {
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isEqualTo(1);
        SecurityErrors.assertNoStackTrace(program);
    }

    private static String servers() {
        return platform.broker().servers(Listener.SASL_PLAINTEXT);
    }

    private static String kafkaConfig(String more) throws IOException, GeneralSecurityException {
        return "--kafka-config="
                + platform.file(platform.client(Listener.SASL_PLAINTEXT)
                        + SecuredPlatform.token(
                                platform.tokens().url(),
                                TokenEndpoint.CLIENT_WITH_SHORT_TOKENS,
                                TokenEndpoint.SECRET,
                                TokenEndpoint.SCOPE)
                        + """
                        sasl.login.refresh.min.period.seconds=1
                        sasl.login.refresh.buffer.seconds=0
                        """
                        + more + "\n");
    }
}
