package io.orderpipeline.testing.benchmark.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** The arguments of the loops, with the clients and the statement that they share. */
record LoopTarget(
        String bootstrapServers, String topic, String group, InetSocketAddress contactPoint, String keyspace) {

    /** @param arguments bootstrap servers, topic, group, host:port of Cassandra, keyspace */
    static LoopTarget of(String[] arguments) {
        String[] contact = arguments[3].split(":", 2);
        return new LoopTarget(
                arguments[0],
                arguments[1],
                arguments[2],
                new InetSocketAddress(contact[0], Integer.parseInt(contact[1])),
                arguments[4]);
    }

    static ProgrammaticDriverConfigLoaderBuilder driverSettings() {
        return DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20));
    }

    CqlSession connect(ProgrammaticDriverConfigLoaderBuilder settings) {
        return CqlSession.builder()
                .addContactPoint(contactPoint)
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(settings.build())
                .build();
    }

    Map<String, Object> consumerSettings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
    }

    /** With the partition as the first marker, and the others in the order of the statement's columns. */
    PreparedStatement prepareInsert(CqlSession session) {
        try (InputStream in =
                LoopTarget.class.getResourceAsStream("/io/orderpipeline/testing/benchmark/insert-order.cql")) {
            return session.prepare(new String(in.readAllBytes(), UTF_8).formatted(keyspace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
