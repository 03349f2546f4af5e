package io.orderpipeline.demo;

import java.util.List;

/** The Kafka and the Cassandra of one demo, fresh at its start. */
sealed interface Servers extends AutoCloseable permits LocalServers, DockerServers {

    /** Returns when both answer requests. Another thread may end it by {@link #close()}. */
    Addresses start();

    /** How to look at the data when the demo is over. */
    List<String> afterwards();

    /** Ends them, the data stay. */
    @Override
    void close();
}
