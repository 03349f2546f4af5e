package io.orderpipeline.testing.endtoend.security;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.testing.endtoend.security.SecuredBroker.Listener;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TestPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** A broker with every way to log in, the token endpoint that it trusts, and client files for both. */
record SecuredPlatform(Path folder, ForeignAuthority authority, TokenEndpoint tokens, SecuredBroker broker)
        implements AutoCloseable {

    private static final String SECURITY = "org.apache.kafka.common.security.";

    static SecuredPlatform start(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        ForeignAuthority authority = ForeignAuthority.in(folder);
        TokenEndpoint tokens = TokenEndpoint.start(authority.ofThisHost());
        SecuredBroker broker = SecuredBroker.start(
                folder,
                authority.save(authority.ofThisHost(), "server.p12"),
                authority.trustStore(),
                tokens.writeKeySet(folder.resolve("keys.json")));
        return new SecuredPlatform(folder, authority, tokens, broker);
    }

    /** Its programs and checks use the listener without security, unless a test names another one. */
    TestPipeline pipeline(LocalStack stack) {
        return new TestPipeline(new Cluster(
                broker.servers(Listener.PLAINTEXT),
                stack.contactPoint(),
                stack.cassandra().datacenter()));
    }

    /** The settings of every client of the listener: protocol and trust store. */
    String client(Listener listener) throws IOException, GeneralSecurityException {
        String protocol = listener == Listener.CERTIFICATE ? "SSL" : listener.name();
        return "bootstrap.servers=" + broker.servers(listener) + "\nsecurity.protocol=" + protocol + "\n"
                + (protocol.endsWith("SSL") ? authority.trustSettings() : "");
    }

    static String password(String mechanism, String password) {
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return "sasl.mechanism=" + mechanism + "\nsasl.jaas.config=" + SECURITY + module + " required username=\""
                + SecuredBroker.USER + "\" password=\"" + password + "\";\n";
    }

    /** Client credentials at the token endpoint. */
    static String token(String url, String client, String secret, String scope) {
        return """
                sasl.mechanism=OAUTHBEARER
                sasl.login.callback.handler.class=%1$soauthbearer.OAuthBearerLoginCallbackHandler
                sasl.jaas.config=%1$soauthbearer.OAuthBearerLoginModule required;
                sasl.oauthbearer.token.endpoint.url=%2$s
                sasl.oauthbearer.client.credentials.client.id=%3$s
                sasl.oauthbearer.client.credentials.client.secret=%4$s
                sasl.oauthbearer.scope=%5$s
                """
                .formatted(SECURITY, url, client, secret, scope);
    }

    /** A token from a file, by the classes of {@link ExtraJar}. */
    String tokenFile() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), tokens.token());
        return "sasl.mechanism=OAUTHBEARER\nsasl.login.callback.handler.class=" + ExtraJar.CALLBACK_HANDLER
                + "\nsasl.jaas.config=" + ExtraJar.LOGIN_MODULE + " required file=\"" + token + "\";\n";
    }

    KeyStore clientKey() throws IOException, GeneralSecurityException {
        return authority.ofThisHost();
    }

    /** A file for {@code --kafka-config}. */
    Path file(String settings) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "client", ".properties"), settings);
    }

    @Override
    public void close() {
        broker.close();
        tokens.close();
    }
}
