package io.orderpipeline.consumer.cassandra.row;

import java.util.Optional;

/**
 * The table that the orders go to, with its state as far as it is known. The table monitor updates it, the poll loops
 * read it; safe for use by several threads.
 */
public final class TableIdentity {

    private final String name;
    private volatile Optional<TableState> state;

    /** @param name with its keyspace */
    public TableIdentity(String name, Optional<TableState> state) {
        this.name = name;
        this.state = state;
    }

    public String name() {
        return name;
    }

    /** Empty when the cluster does not tell. */
    public Optional<TableState> state() {
        return state;
    }

    public void update(TableState current) {
        state = Optional.of(current);
    }
}
