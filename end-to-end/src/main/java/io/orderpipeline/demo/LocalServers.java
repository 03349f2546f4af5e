package io.orderpipeline.demo;

import io.orderpipeline.cli.UserError;
import io.orderpipeline.stack.LocalStack;
import io.orderpipeline.stack.StackConfig;
import io.orderpipeline.stack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/** Both servers as child processes of the demo. */
final class LocalServers implements Servers {

    private static final int KAFKA_PORT = 9092;
    private static final int CASSANDRA_PORT = 9042;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final LocalStack stack;

    private LocalServers(LocalStack stack) {
        this.stack = stack;
    }

    static LocalServers in(Path data, Screen screen) {
        StackConfig free = StackConfig.onFreePorts(data);
        StackConfig config = free.withPorts(
                isFree(KAFKA_PORT) ? KAFKA_PORT : free.kafkaPort(),
                isFree(CASSANDRA_PORT) ? CASSANDRA_PORT : free.cassandraPort());
        try {
            return new LocalServers(LocalStack.open(config, screen::say));
        } catch (StackException e) {
            throw UserError.failed(e.getMessage(), e);
        }
    }

    @Override
    public Addresses start() {
        try {
            stack.startAll();
        } catch (StackException e) {
            throw UserError.failed(e.getMessage(), e);
        }
        InetSocketAddress cassandra = stack.contactPoint();
        return new Addresses(
                stack.bootstrapServers(),
                cassandra.getHostString() + ":" + cassandra.getPort(),
                stack.cassandra().datacenter());
    }

    @Override
    public List<String> afterwards() {
        String data = " --data " + stack.config().dataDir();
        return List.of(
                "The data stay until the next demo. To look at them:",
                "  scripts/stack up" + data,
                "  scripts/stack down" + data);
    }

    @Override
    public void close() {
        stack.close();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.isBound();
        } catch (IOException used) {
            return false;
        }
    }
}
