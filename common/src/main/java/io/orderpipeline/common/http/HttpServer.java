package io.orderpipeline.common.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What both programs' servers have in common: a few threads, the gate at the door, and only questions behind it. */
public final class HttpServer implements AutoCloseable {

    private static final int THREADS = 8;

    /** Whoever takes nothing for so long is disconnected. */
    private static final long IDLE_LIMIT_MS = 20_000;

    private final HttpConfig config;
    private final AccessFilter gate;
    private final Routes routes;
    private final Server server;
    private final ServerConnector connector;

    /** Answers whoever got through the gate. Runs on the server's threads and must never block. */
    @FunctionalInterface
    public interface Routes {
        void answer(String path, Response response, Callback callback);
    }

    public HttpServer(HttpConfig config, Routes routes) {
        this.config = config;
        this.gate = new AccessFilter(config);
        this.routes = routes;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("http");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setHandler(new Door());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.address());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE_LIMIT_MS);
        server.addConnector(connector);
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
            throw new IllegalStateException("the HTTP server does not start", e);
        }
    }

    public String url() {
        return "http://" + config.address() + ":" + connector.getLocalPort() + "/";
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }

    private final class Door extends Handler.Abstract.NonBlocking {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            HttpResponse.secure(response);
            if (!gate.takesHost(request.getHeaders().get(HttpHeader.HOST))) {
                HttpResponse.text(HttpStatus.FORBIDDEN_403, "call this by localhost or 127.0.0.1")
                        .send(response, callback);
            } else if (!gate.takesAuthorization(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"order pipeline\"");
                HttpResponse.text(HttpStatus.UNAUTHORIZED_401, "show the token of --http-token-file")
                        .send(response, callback);
            } else if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
                HttpResponse.text(HttpStatus.METHOD_NOT_ALLOWED_405, "only GET").send(response, callback);
            } else {
                routes.answer(Request.getPathInContext(request), response, callback);
            }
            return true;
        }
    }
}
