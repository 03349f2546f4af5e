package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.proxy.FaultProxy;
import io.orderpipeline.testing.proxy.NetworkConditions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/** Drills of the schema registry. */
final class RegistryDrills {

    private RegistryDrills() {}

    /** Only the consumer loses the registry: the producers register new schemas meanwhile. */
    static Drill outage(Duration time) {
        String fault =
                "connections to the schema registry half-open for %d s, while producers of two more formats begin"
                        .formatted(time.toSeconds());
        return Drill.of("registry-outage", fault, context -> {
                    String registry = context.stack().schemaRegistry().url();
                    FaultProxy proxy = context.proxyTo(address(registry));
                    startProducer(context, registry, "avro");
                    ChildProcess consumer = context.programs().startConsumer(through(proxy, registry));
                    DrillPrograms.awaitWriting(consumer);
                    context.inject("half-open", () -> proxy.set(NetworkConditions.SILENT));
                    startProducer(context, registry, "protobuf");
                    startProducer(context, registry, "json-schema");
                    context.awaitEffect(consumer, "schema registry");
                    context.runFor(time);
                    proxy.set(NetworkConditions.CLEAR);
                    context.awaitAllCommitted();
                    DrillPrograms.requireMembership(consumer);
                })
                .withRegistry();
    }

    private static void startProducer(DrillContext context, String registry, String format) {
        context.programs()
                .startProducer(
                        "--rate=" + context.load().rate() / 3, "--format=" + format, "--schema-registry=" + registry);
    }

    private static InetSocketAddress address(String registry) {
        URI url = URI.create(registry);
        return new InetSocketAddress(url.getHost(), url.getPort());
    }

    /** The option of a consumer that reaches the registry through the proxy. */
    private static String through(FaultProxy proxy, String registry) {
        return "--schema-registry=http://127.0.0.1:" + proxy.address().getPort()
                + URI.create(registry).getPath();
    }
}
