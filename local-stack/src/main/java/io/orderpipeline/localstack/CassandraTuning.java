package io.orderpipeline.localstack;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a Cassandra node is given to work with. Immutable.
 *
 * @param maximumHeap as {@code -Xmx} takes it
 * @param stockMemtables whether memtables and files are those of an untouched installation
 * @param settings lines of cassandra.yaml, which must not be among those that the stack writes itself
 */
public record CassandraTuning(String maximumHeap, boolean stockMemtables, Map<String, String> settings) {

    /** What the local stack ships: sustains twice the load of the stock settings. */
    public static final CassandraTuning SHIPPED = new CassandraTuning("1g", false, Map.of());

    /** Several nodes on one machine get less each. */
    public static CassandraTuning of(ClusterSize size) {
        return size.cassandraNodes() == 1 ? SHIPPED : SHIPPED.withMaximumHeap("768m");
    }

    public CassandraTuning {
        settings = Map.copyOf(settings);
    }

    public CassandraTuning withMaximumHeap(String heap) {
        return new CassandraTuning(heap, stockMemtables, settings);
    }

    public CassandraTuning withStockMemtables() {
        return new CassandraTuning(maximumHeap, true, settings);
    }

    public CassandraTuning with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new CassandraTuning(maximumHeap, stockMemtables, more);
    }
}
