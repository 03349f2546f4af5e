package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.ProcessException;
import java.time.Duration;
import java.util.List;

/** Both servers as containers of docker-compose.yml, in a project of their own: no other volumes are touched. */
final class DockerServers implements DemoServers {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final String PROJECT = "order-pipeline-demo";

    private static final String KAFKA = "localhost:9092";
    private static final String CASSANDRA = "127.0.0.1:9042";

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
    public Addresses start() {
        stack.runInProject(PROJECT, "down", "--docker", "--wipe");
        stack.runInProject(PROJECT, "up", "--docker");
        return new Addresses(KAFKA, CASSANDRA, "datacenter1");
    }

    @Override
    public void keep() {
        kept = true;
    }

    @Override
    public List<String> afterwards() {
        DemoEpilogue afterwards = new DemoEpilogue(
                "COMPOSE_PROJECT_NAME=" + PROJECT + " scripts/stack", "--docker", "", KAFKA, CASSANDRA);
        return kept ? afterwards.whenKept() : afterwards.whenStopped();
    }

    @Override
    public void close() {
        if (!kept) {
            stack.runInProject(PROJECT, "down", "--docker");
        }
    }

    /** Told beforehand and in one line, where compose would tell it in several. */
    private static void requireEngine() {
        Launch version = Launch.of("docker", List.of("docker", "version", "--format", "{{.Server.Version}}"));
        try (ChildProcess docker = ChildProcess.start(version)) {
            if (docker.awaitEnd(ANSWER_LIMIT) != 0) {
                String why = docker.err().all().stream().findFirst().orElse("it gives no reason");
                throw noEngine(why);
            }
        } catch (ProcessException e) {
            throw noEngine(e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static UserError noEngine(String why) {
        return UserError.failed(
                "--docker: no Docker engine answers (" + why + "): start one, or leave out --docker, which needs none");
    }
}
