package io.orderpipeline.testing.endtoend.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.orderpipeline.common.cli.DaemonThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a managed Cassandra has before its nodes: a metadata service, and a proxy that ends TLS. Both require the client
 * certificate of the secure connect bundle.
 */
final class CloudGateway implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InetSocketAddress node;
    private final HttpsServer metadata;
    private final SSLServerSocket proxy;

    private CloudGateway(InetSocketAddress node, SSLContext tls) throws IOException {
        this.node = node;
        proxy = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 50, LOOPBACK);
        proxy.setNeedClientAuth(true);
        metadata = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        metadata.setExecutor(threads);
        metadata.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters required = getSSLContext().getDefaultSSLParameters();
                required.setNeedClientAuth(true);
                parameters.setSSLParameters(required);
            }
        });
    }

    static CloudGateway before(InetSocketAddress node, String datacenter, UUID hostId, ForeignAuthority authority)
            throws IOException, GeneralSecurityException {
        CloudGateway gateway = new CloudGateway(node, context(authority));
        String answer =
                """
                {"contact_info": {"local_dc": "%s", "sni_proxy_address": "127.0.0.1:%d", "contact_points": ["%s"]}}
                """
                        .formatted(datacenter, gateway.proxy.getLocalPort(), hostId);
        gateway.metadata.createContext("/metadata", exchange -> respond(exchange, answer.getBytes(UTF_8)));
        gateway.metadata.start();
        DaemonThreads.start("cloud-proxy", gateway::acceptAll);
        return gateway;
    }

    /** The zip file for {@code basic.cloud.secure-connect-bundle}. */
    Path bundle(Path file, ForeignAuthority authority) throws IOException, GeneralSecurityException {
        String password = new String(ForeignAuthority.password());
        String config =
                "{\"host\": \"localhost\", \"port\": %d, \"keyStorePassword\": \"%s\", \"trustStorePassword\": \"%s\"}"
                        .formatted(metadata.getAddress().getPort(), password, password);
        Map<String, byte[]> parts = Map.of(
                "config.json",
                config.getBytes(UTF_8),
                "identity.jks",
                Files.readAllBytes(authority.save(authority.ofThisHost(), "identity.p12")),
                "trustStore.jks",
                Files.readAllBytes(authority.trustStore()));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return file;
    }

    /** For a connection without a bundle, with the client's certificate. */
    InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, proxy.getLocalPort());
    }

    private static SSLContext context(ForeignAuthority authority) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(authority.ofThisHost(), ForeignAuthority.password());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(authority.trustStore())) {
            trusted.load(in, ForeignAuthority.password());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void respond(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void acceptAll() {
        while (!proxy.isClosed()) {
            try {
                Socket client = proxy.accept();
                Socket onward = new Socket(node.getAddress(), node.getPort());
                threads.execute(() -> forward(client, onward));
                threads.execute(() -> forward(onward, client));
            } catch (IOException closed) {
                // The node is away, or this gateway is closed.
            }
        }
    }

    private static void forward(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // By the other direction.
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        metadata.stop(0);
        threads.shutdownNow();
    }
}
