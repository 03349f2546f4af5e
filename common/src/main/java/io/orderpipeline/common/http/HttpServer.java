package io.orderpipeline.common.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server of both programs: a few threads, an access filter, and GET and HEAD requests only. Connections are
 * bounded in number, requests in time, in the size of their headers, and in what they leave in the log.
 */
public final class HttpServer implements AutoCloseable {

    private static final int THREADS = 8;

    /** For a request, and for a client that stops reading. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** More than dashboards may be open; further ones wait until another is closed. */
    private static final int CONNECTIONS = 256;

    /** Of a connection without a request, while there are no further connections. */
    private static final Duration IDLE_LIMIT_WHEN_FULL = Duration.ofSeconds(5);

    /** Paths name no files, and an id in a path may have any character. */
    private static final UriCompliance ANY_CHARACTER = UriCompliance.DEFAULT.with(
            "any character",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final HttpConfig config;
    private final AccessFilter filter;
    private final Routes routes;
    private final Server server;
    private final ServerConnector connector;
    private final RequestDeadline deadline;

    /** Handles requests that passed the filter. Runs on the server's threads and must never block. */
    @FunctionalInterface
    public interface Routes {
        void handle(String path, Response response, Callback callback);
    }

    public HttpServer(HttpConfig config, Routes routes) {
        this(config, routes, LIMIT, CONNECTIONS);
    }

    /** @param limit for a request, from the connection or from the response before */
    HttpServer(HttpConfig config, Routes routes, Duration limit, int connections) {
        this.config = config;
        this.filter = new AccessFilter(config);
        this.routes = routes;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("http");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setHandler(new FilteringHandler());
        server.setErrorHandler(new MalformedRequests(System::nanoTime));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(ANY_CHARACTER);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.address());
        connector.setPort(config.port());
        connector.setIdleTimeout(LIMIT.toMillis());
        deadline = new RequestDeadline(connector.getScheduler(), limit);
        connector.addBean(deadline);
        server.addConnector(connector);
        NetworkConnectionLimit most = new NetworkConnectionLimit(connections, connector);
        most.setEndPointIdleTimeout(IDLE_LIMIT_WHEN_FULL.toMillis());
        server.addBean(most);
    }

    /** @throws IOException when the port is taken */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IllegalStateException("cannot start the HTTP server", e);
        }
    }

    /** Whether there are fewer connections than the limit. */
    boolean isAccepting() {
        return connector.isAccepting();
    }

    /** For a browser on this machine. */
    public String url() {
        String host = config.isEveryAddress() ? "localhost" : config.address();
        return "http://" + host + ":" + connector.getLocalPort() + "/";
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop the HTTP server", e);
        }
    }

    private final class FilteringHandler extends Handler.Abstract.NonBlocking {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            deadline.onRequest(request);
            HttpResponse.secure(response);
            if (!filter.allowsClient(client(request))) {
                HttpResponse.text(
                                HttpStatus.FORBIDDEN_403,
                                client(request).getHostAddress() + " is not in the networks of --http-allow-from")
                        .send(response, callback);
            } else if (!filter.allowsHost(request.getHeaders().get(HttpHeader.HOST), local(request))) {
                HttpResponse.text(
                                HttpStatus.FORBIDDEN_403,
                                "the Host header must be one of " + filter.hosts(local(request)))
                        .send(response, callback);
            } else if (!filter.allowsAuthorization(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"order pipeline\"");
                HttpResponse.text(HttpStatus.UNAUTHORIZED_401, "send the token of --http-token-file")
                        .send(response, callback);
            } else if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
                HttpResponse.text(HttpStatus.METHOD_NOT_ALLOWED_405, "only GET").send(response, callback);
            } else {
                routes.handle(Request.getPathInContext(request), response, callback);
            }
            return true;
        }

        private static InetAddress local(Request request) {
            return ((InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress()).getAddress();
        }

        /** The peer of the connection: no header names it. */
        private static InetAddress client(Request request) {
            return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
        }
    }
}
