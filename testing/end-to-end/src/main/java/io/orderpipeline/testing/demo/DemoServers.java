package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.oracle.Cluster;
import java.util.List;

/** The Kafka broker and the Cassandra node of one demo, empty at its start. */
sealed interface DemoServers extends AutoCloseable permits LocalServers, DockerServers {

    /** Returns when both are ready. Another thread may interrupt the start with {@link #close()}. */
    Cluster start();

    /** @throws UserError when they have ended, so that nothing can be counted */
    void requireRunning();

    /** Keeps them up after the demo, on the same ports. */
    void keep();

    /** Describes their state after the demo, and how to query the rows. */
    List<String> epilogue();

    /** Stops them, unless they are kept. Their data stay. */
    @Override
    void close();
}
