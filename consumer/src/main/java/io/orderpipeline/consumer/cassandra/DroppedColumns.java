package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads which columns of the table were dropped. Cassandra stores the time of the drop, and hides all values in a
 * column of that name with an older write timestamp, even after the column was added again. The write timestamps of
 * orders are offsets, or close to the time of the order: a value in such a column is acknowledged and never visible. So
 * these columns must not be used.
 *
 * <p>Safe for use by several threads.
 */
record DroppedColumns(CqlSession session, String keyspace, String table) {

    Set<String> names() {
        return names(session.execute(select()));
    }

    CompletionStage<Set<String>> namesAsync() {
        return session.executeAsync(select()).thenApply(rows -> names(rows.currentPage()));
    }

    private SimpleStatement select() {
        return SimpleStatement.newInstance(Cql.read("select-dropped-columns.cql"), keyspace, table);
    }

    private static Set<String> names(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString("column_name"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
