package io.orderpipeline.localstack;

/** Asks a server for something that only a working server can answer. A log line or an open port proves less. */
@FunctionalInterface
public interface Probe {

    /** True when a client's request succeeded; takes some seconds at most. */
    boolean answers();
}
