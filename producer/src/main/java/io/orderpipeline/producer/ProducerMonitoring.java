package io.orderpipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.http.HttpResponse;
import io.orderpipeline.common.http.HttpServer;
import io.orderpipeline.common.metrics.ProgramMetrics;
import io.orderpipeline.producer.output.SendMetrics;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers over HTTP how a run goes, from before the broker is there. Made and closed by the main thread; the server's
 * threads only read counters.
 */
final class ProducerMonitoring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerMonitoring.class);

    private final ProgramMetrics metrics = new ProgramMetrics();
    private final HttpServer server;
    private volatile Supplier<Optional<String>> whyNotReady =
            () -> Optional.of("starting: the broker is not there yet");

    private ProducerMonitoring(HttpConfig config) {
        server = new HttpServer(
                config, (path, response, callback) -> answer(path).send(response, callback));
    }

    /** Serves from now on. */
    static ProducerMonitoring start(HttpConfig config) {
        ProducerMonitoring observation = new ProducerMonitoring(config);
        observation.metrics.bindMachine();
        try {
            observation.server.start();
        } catch (IOException e) {
            observation.metrics.close();
            throw UserError.failed(
                    "the port %d of %s is not to be had (%s); choose another with --http-port"
                            .formatted(config.port(), config.address(), e.getMessage()),
                    e);
        }
        LOG.info("Metrics at {}metrics", observation.server.url());
        return observation;
    }

    /** From now on this run is what is seen. */
    void see(SendMetrics run, Supplier<Optional<String>> whyNotReady, Producer<?, ?> producer) {
        metrics.register(run);
        metrics.bind(producer);
        this.whyNotReady = whyNotReady;
    }

    private HttpResponse answer(String path) {
        return switch (path) {
            case "/metrics" ->
                HttpResponse.of(
                        HttpStatus.OK_200,
                        ProgramMetrics.CONTENT_TYPE,
                        metrics.scrape().getBytes(UTF_8));
            case "/healthz" -> probe("works", Optional.empty());
            case "/readyz" -> probe("ready", whyNotReady.get());
            default ->
                HttpResponse.text(HttpStatus.NOT_FOUND_404, "nothing here; there are /metrics, /healthz and /readyz");
        };
    }

    /** @param whyNot in words of ours, which need no escape in JSON */
    private static HttpResponse probe(String question, Optional<String> whyNot) {
        String json = "{\"" + question + "\":" + whyNot.isEmpty() + ",\"reasons\":["
                + whyNot.map(reason -> '"' + reason + '"').orElse("") + "]}";
        return HttpResponse.json(
                whyNot.isEmpty() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, json.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
    }
}
