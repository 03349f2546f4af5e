package io.orderpipeline.consumer.cassandra.row;

import java.util.Optional;

/**
 * The table that the orders go to, and what is known of its rows. The table monitor updates it, the poll loops read it;
 * safe for use by several threads.
 */
public final class TableIdentity {

    private final String name;
    private volatile TableState state;

    /** @param name with its keyspace */
    public TableIdentity(String name, TableState state) {
        this.name = name;
        this.state = state;
    }

    public String name() {
        return name;
    }

    public TableState.Mark mark() {
        return state.mark();
    }

    /** Why the table no longer has the rows of an earlier mark; empty when it has them. */
    public Optional<String> lossSince(TableState.Mark earlier) {
        return state.lossSince(earlier, name);
    }

    /** @return why the table has lost its rows since the last update; empty when it has not */
    public Optional<String> update(TableState current) {
        Optional<String> loss = current.lossSince(state.mark(), name);
        state = current;
        return loss;
    }
}
