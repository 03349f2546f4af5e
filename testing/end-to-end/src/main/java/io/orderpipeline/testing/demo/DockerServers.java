package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.ProcessException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Both servers as containers of docker-compose.yml, in a separate project that keeps their volumes apart. */
final class DockerServers implements DemoServers {

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);
    private static final String PROJECT = "order-pipeline-demo";

    private static final String KAFKA = "localhost:9092";
    private static final InetSocketAddress CASSANDRA = InetSocketAddress.createUnresolved("127.0.0.1", 9042);

    private final StackCommand stack;
    private boolean kept;

    private DockerServers(StackCommand stack) {
        this.stack = stack;
    }

    static DockerServers of(StackCommand stack) {
        requireEngine();
        return new DockerServers(stack);
    }

    @Override
    public Cluster start() {
        stack.runInProject(PROJECT, "down", "--docker", "--wipe");
        stack.runInProject(PROJECT, "up", "--docker");
        return new Cluster(KAFKA, CASSANDRA, "datacenter1");
    }

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

    /** Fails with one line, before compose fails with several. */
    private static void requireEngine() {
        Launch version = Launch.of("docker", List.of("docker", "version", "--format", "{{.Server.Version}}"));
        try (ChildProcess docker = ChildProcess.start(version)) {
            if (docker.awaitEnd(RESPONSE_LIMIT) != 0) {
                String why = docker.err().stream().findFirst().orElse("no reason given");
                throw noEngine(why);
            }
        } catch (ProcessException e) {
            throw noEngine(e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static UserError noEngine(String why) {
        return UserError.failed(
                "--docker: the Docker engine does not respond (" + why + "); start it, or run without --docker");
    }
}
