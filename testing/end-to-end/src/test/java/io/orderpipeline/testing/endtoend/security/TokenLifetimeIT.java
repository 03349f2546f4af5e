package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.security.SecuredBroker.Listener;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterAll;
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

    private static SecuredPlatform platform;

    @AutoClose
    private final TestPipeline pipeline;

    TokenLifetimeIT(LocalStack stack) {
        pipeline = new TestPipeline(new Cluster(
                platform.broker().servers(Listener.PLAINTEXT),
                stack.contactPoint(),
                stack.cassandra().datacenter()));
    }

    @BeforeAll
    static void startBroker() throws Exception {
        platform = SecuredPlatform.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void should_renew_tokens_and_wait_for_those_that_it_cannot_renew(String groupProtocol)
            throws IOException, GeneralSecurityException {
        String[] options = {kafkaConfig(groupProtocol), "--bootstrap-servers=" + servers()};
        ChildProcess consumer = pipeline.consumer(options);
        ChildProcess producer = pipeline.producer(options[0], options[1], "--rate=50", "--invalid=0.2");
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);
        awaitTokens(RENEWALS);

        platform.tokens().setAvailable(false);
        consumer.awaitErr("Kafka is unavailable.*", TestPipeline.LIMIT);
        producer.awaitErr("Kafka is unavailable.*", TestPipeline.LIMIT);
        platform.tokens().setAvailable(true);

        consumer.awaitErr("Kafka is available again", TestPipeline.LIMIT);
        producer.awaitErr("Kafka is available again", TestPipeline.LIMIT);
        awaitTokens(RENEWALS);
        assertEnds(producer);
        consumer.awaitOut("lag 0 ", TestPipeline.LIMIT);
        assertEnds(consumer);
        assertThat(Outcome.of(pipeline).assertExact().expected().invalid()).isNotEmpty();
    }

    private static void awaitTokens(int number) {
        int before = platform.tokens().given();
        await().atMost(TestPipeline.LIMIT).until(() -> platform.tokens().given() >= before + number);
    }

    private static void assertEnds(ChildProcess program) {
        program.terminate();
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isZero();
        SecurityErrors.assertNoStackTrace(program);
        assertThat(program.err()).as("what the programs report themselves").noneMatch(line -> line.contains(" ERROR "));
    }

    private static String servers() {
        return platform.broker().servers(Listener.SASL_PLAINTEXT);
    }

    private static String kafkaConfig(String groupProtocol) throws IOException, GeneralSecurityException {
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
                        + "group.protocol=" + groupProtocol + "\n");
    }
}
