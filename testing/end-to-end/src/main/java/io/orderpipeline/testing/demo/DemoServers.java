package io.orderpipeline.testing.demo;

import java.util.List;

/** The Kafka and the Cassandra of one demo, fresh at its start. */
sealed interface DemoServers extends AutoCloseable permits LocalServers, DockerServers {

    /** Returns when both answer requests. Another thread may end it by {@link #close()}. */
    Addresses start();

    /** Lets them live on when the demo is over, on the same ports. */
    void keep();

    /** What becomes of them and of the data, and how to look at those. */
    List<String> afterwards();

    /** Ends them, unless they are kept; the data stay. */
    @Override
    void close();
}
