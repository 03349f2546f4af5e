package io.orderpipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.http.HttpResponse;
import io.orderpipeline.common.http.HttpServer;
import io.orderpipeline.common.metrics.ProgramMetrics;
import io.orderpipeline.producer.output.SendMetrics;
import io.orderpipeline.producer.send.SendPlan;
import io.orderpipeline.producer.send.SendRun;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics and health over HTTP, also while the program waits for the broker. The main thread starts and closes
 * it; the server's threads only read counters.
 */
final class ProducerMonitoring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerMonitoring.class);

    private final ProgramMetrics metrics = new ProgramMetrics();
    private final HttpServer server;
    private volatile Supplier<Optional<String>> whyNotReady;

    private ProducerMonitoring(HttpConfig config) {
        waitFor("the broker");
        server = new HttpServer(
                config, (path, response, callback) -> respond(path).send(response, callback));
    }

    static ProducerMonitoring start(HttpConfig config) {
        ProducerMonitoring monitoring = new ProducerMonitoring(config);
        monitoring.metrics.bindJvm();
        try {
            monitoring.server.start();
        } catch (IOException e) {
            monitoring.metrics.close();
            throw UserError.failed(
                    "port %d on %s is unavailable (%s); choose another with --http-port"
                            .formatted(config.port(), config.address(), e.getMessage()),
                    e);
        }
        LOG.info("Metrics at {}metrics", monitoring.server.url());
        return monitoring;
    }

    /** Names the service that is not ready yet at startup. */
    void waitFor(String service) {
        whyNotReady = () -> Optional.of("starting: " + service + " is not reachable yet");
    }

    /** Adds the metrics and the readiness of a run. */
    void observe(SendRun run, SendPlan plan, Producer<?, ?> producer) {
        metrics.register(new SendMetrics(run.statistics(), plan.pace(), run::scheduleLagNanos));
        metrics.bind(producer);
        whyNotReady = run::whyNotReady;
    }

    private HttpResponse respond(String path) {
        return switch (path) {
            case "/metrics" ->
                HttpResponse.of(
                        HttpStatus.OK_200,
                        ProgramMetrics.CONTENT_TYPE,
                        metrics.scrape().getBytes(UTF_8));
            case "/healthz" -> probe("works", Optional.empty());
            case "/readyz" -> probe("ready", whyNotReady.get());
            default ->
                HttpResponse.text(HttpStatus.NOT_FOUND_404, "not found; there are /metrics, /healthz and /readyz");
        };
    }

    /** @param whyNot must need no escape in JSON */
    private static HttpResponse probe(String name, Optional<String> whyNot) {
        String json = "{\"" + name + "\":" + whyNot.isEmpty() + ",\"reasons\":["
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
