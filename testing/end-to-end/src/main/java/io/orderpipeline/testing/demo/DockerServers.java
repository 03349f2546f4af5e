package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.localstack.cli.DockerCompose;
import io.orderpipeline.testing.oracle.Cluster;
import java.net.InetSocketAddress;
import java.util.List;

/** Both servers as containers of docker-compose.yml, in a separate project that keeps their volumes apart. */
final class DockerServers implements DemoServers {

    private static final String PROJECT = "order-pipeline-demo";

    private static final String KAFKA = "localhost:9092";
    private static final InetSocketAddress CASSANDRA = InetSocketAddress.createUnresolved("127.0.0.1", 9042);

    private final StackCommand stack;
    private boolean kept;

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
        stack.runInProject(PROJECT, "down", "--docker", "--wipe");
        stack.runInProject(PROJECT, "up", "--docker");
        return new Cluster(KAFKA, CASSANDRA, "datacenter1");
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
        if (!kept) {
            stack.runInProject(PROJECT, "down", "--docker");
        }
    }
}
