package io.orderpipeline.testing.endtoend.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The token endpoint of an OAuth identity provider: client credentials against signed tokens (RFC 6749, 4.4). */
final class TokenEndpoint implements AutoCloseable {

    static final String CLIENT = "order-pipeline";
    static final String SECRET = "never-on-a-command-line";
    static final String SCOPE = "orders";

    /** A client whose tokens are for another cluster. */
    static final String CLIENT_OF_ANOTHER_CLUSTER = "stranger";

    /** A client whose tokens have expired when they arrive. */
    static final String CLIENT_WITH_EXPIRED_TOKENS = "latecomer";

    /** A client that gets no response. */
    static final String CLIENT_WITHOUT_RESPONSE = "forgotten";

    /** A client whose tokens have to be renewed while it runs. */
    static final String CLIENT_WITH_SHORT_TOKENS = "hurried";

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration SHORT_LIFE = Duration.ofSeconds(5);
    private static final int KEY_BITS = 2_048;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger given = new AtomicInteger();
    private final KeyPair key;
    private final HttpServer server;
    private final HttpsServer secureServer;
    private volatile boolean available = true;

    private TokenEndpoint(KeyPair key, HttpServer server, HttpsServer secureServer) {
        this.key = key;
        this.server = server;
        this.secureServer = secureServer;
    }

    /** @param serverKey of the endpoint with TLS */
    static TokenEndpoint start(KeyStore serverKey) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        HttpsServer secureServer = HttpsServer.create(anyPort(), 0);
        secureServer.setHttpsConfigurator(new HttpsConfigurator(TlsEndpoint.context(serverKey)));
        TokenEndpoint endpoint =
                new TokenEndpoint(generator.generateKeyPair(), HttpServer.create(anyPort(), 0), secureServer);
        endpoint.serve(endpoint.server);
        endpoint.serve(secureServer);
        return endpoint;
    }

    private static InetSocketAddress anyPort() throws IOException {
        return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    }

    private void serve(HttpServer endpoint) {
        endpoint.setExecutor(threads);
        endpoint.createContext("/token", this::handle);
        endpoint.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/token";
    }

    String secureUrl() {
        return "https://localhost:" + secureServer.getAddress().getPort() + "/token";
    }

    /** How many tokens it has given so far. */
    int given() {
        return given.get();
    }

    /** An endpoint that is not available responds with status 503. */
    void setAvailable(boolean available) {
        this.available = available;
    }

    /** The public key, for the broker. */
    Path writeKeySet(Path file) throws IOException {
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        return Files.writeString(
                file,
                """
                {"keys": [{"kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256", "n": "%s", "e": "%s"}]}
                """
                        .formatted(base64(rsa.getModulus()), base64(rsa.getPublicExponent())));
    }

    /** A token as the endpoint gives it. */
    String token() {
        return token(SecuredBroker.AUDIENCE, Instant.now(), LIFE);
    }

    private String token(String audience, Instant issued, Duration life) {
        String header = base64("{\"alg\":\"RS256\",\"kid\":\"1\",\"typ\":\"JWT\"}".getBytes(UTF_8));
        String claims = base64("{\"sub\":\"%s\",\"aud\":\"%s\",\"scope\":\"%s\",\"iss\":\"%s\",\"iat\":%d,\"exp\":%d}"
                .formatted(
                        CLIENT,
                        audience,
                        SCOPE,
                        url(),
                        issued.getEpochSecond(),
                        issued.plus(life).getEpochSecond())
                .getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update((header + "." + claims).getBytes(UTF_8));
            return header + "." + claims + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String authorization =
                    exchange.getRequestHeaders().getFirst("Authorization").replace("Basic ", "");
            String[] client = new String(Base64.getDecoder().decode(authorization), UTF_8).split(":", 2);
            if (!available) {
                respond(exchange, 503, "{}");
            } else if (!client[1].equals(SECRET)) {
                respond(exchange, 401, "{\"error\":\"invalid_client\",\"error_description\":\"unknown client\"}");
            } else if (!form.contains("scope=" + SCOPE)) {
                respond(exchange, 400, "{\"error\":\"invalid_scope\",\"error_description\":\"unknown scope\"}");
            } else {
                given.incrementAndGet();
                respond(exchange, 200, "{\"access_token\":\"" + tokenFor(client[0]) + "\",\"token_type\":\"Bearer\"}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String tokenFor(String client) throws InterruptedException {
        return switch (client) {
            case CLIENT_OF_ANOTHER_CLUSTER -> token("another-cluster", Instant.now(), LIFE);
            case CLIENT_WITH_EXPIRED_TOKENS ->
                token(SecuredBroker.AUDIENCE, Instant.now().minus(LIFE.multipliedBy(2)), LIFE);
            case CLIENT_WITH_SHORT_TOKENS -> token(SecuredBroker.AUDIENCE, Instant.now(), SHORT_LIFE);
            case CLIENT_WITHOUT_RESPONSE -> {
                closed.await();
                yield "";
            }
            default -> token();
        };
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(UTF_8));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return base64(Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        secureServer.stop(0);
        threads.shutdownNow();
    }
}
