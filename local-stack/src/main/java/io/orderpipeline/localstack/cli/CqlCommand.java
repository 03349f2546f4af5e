package io.orderpipeline.localstack.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.orderpipeline.localstack.CassandraProbe;
import io.orderpipeline.localstack.Security;
import io.orderpipeline.localstack.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For a look at the rows: Cassandra's own shell does not come with its Maven jars. */
@Command(
        name = "cql",
        description = "Runs one CQL statement and prints the first rows of the answer.",
        sortOptions = false,
        usageHelpAutoWidth = true)
final class CqlCommand implements Callable<Integer> {

    private static final int ROWS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "STATEMENT", description = "Such as \"SELECT * FROM order_pipeline.orders LIMIT 10\".")
    private String statement;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (data.docker()) {
            return DockerCompose.run("exec", "-T", "cassandra", "cqlsh", "-e", statement);
        }
        Path directory = data.path();
        StackState running = StackState.ofRunning(directory)
                .orElseThrow(() -> new StackException("nothing runs in " + directory + ": scripts/stack up starts it"));
        try (CqlSession session = CassandraProbe.session(running.nodes().get(0).address(), Security.of(directory))) {
            RowTable.of(session.execute(SimpleStatement.newInstance(statement).setTimeout(LIMIT)), ROWS)
                    .lines()
                    .forEach(spec.commandLine().getOut()::println);
            return 0;
        } catch (DriverException e) {
            throw new StackException("the statement failed: " + e.getMessage(), e);
        }
    }
}
