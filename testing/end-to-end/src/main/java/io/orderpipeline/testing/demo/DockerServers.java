package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.localstack.cli.DockerCompose;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.process.ChildProcess;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Both servers as containers of docker-compose.yml, in a separate project that keeps their volumes apart. */
final class DockerServers implements DemoServers {

    private static final String PROJECT = "order-pipeline-demo";

    private static final String KAFKA = "localhost:9092";
    private static final InetSocketAddress CASSANDRA = InetSocketAddress.createUnresolved("127.0.0.1", 9042);

    private final StackCommand stack;
    private boolean kept;

    /** Of the start; guarded by this. */
    private Optional<ChildProcess> running = Optional.empty();

    private boolean isClosed;

    private DockerServers(StackCommand stack) {
        this.stack = stack;
    }

    static DockerServers of(StackCommand stack) {
        try {
            DockerCompose.require();
        } catch (StackException e) {
            throw UserError.failed(e.getMessage(), e);
        }
        return new DockerServers(stack);
    }

    @Override
    public Cluster start() {
        await(start("down", "--docker", "--wipe"));
        await(start("up", "--docker"));
        return new Cluster(KAFKA, CASSANDRA, "datacenter1");
    }

    private synchronized ChildProcess start(String... arguments) {
        if (isClosed) {
            throw UserError.failed("stopped before the servers were ready");
        }
        ChildProcess process = stack.startInProject(PROJECT, arguments);
        running = Optional.of(process);
        return process;
    }

    private static void await(ChildProcess command) {
        try (command) {
            StackCommand.awaitSuccess(command);
        }
    }

    /** A signal to the demo does not reach them. */
    @Override
    public void requireRunning() {}

    @Override
    public void keep() {
        kept = true;
    }

    @Override
    public List<String> epilogue() {
        DemoEpilogue epilogue = new DemoEpilogue(
                "COMPOSE_PROJECT_NAME=" + PROJECT + " scripts/stack",
                "--docker",
                "",
                "--bootstrap-servers " + KAFKA + " --contact-points 127.0.0.1:9042");
        return kept ? epilogue.whenKept() : epilogue.whenStopped();
    }

    @Override
    public void close() {
        endStart();
        if (!kept) {
            await(stack.startInProject(PROJECT, "down", "--docker"));
        }
    }

    /** Otherwise Compose would create containers that are not there yet when they are removed. */
    private synchronized void endStart() {
        isClosed = true;
        running.ifPresent(ChildProcess::close);
    }
}
