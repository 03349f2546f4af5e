package io.orderpipeline.localstack;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The resources and settings of a Cassandra node. Immutable.
 *
 * @param maximumHeap the value of {@code -Xmx}
 * @param stockMemtables whether memtables and SSTables have Cassandra's defaults
 * @param settings of cassandra.yaml, which must not repeat those that the stack writes
 */
public record CassandraTuning(String maximumHeap, boolean stockMemtables, Map<String, String> settings) {

    /** The default of the local stack: sustains twice the load of Cassandra's defaults. */
    public static final CassandraTuning SHIPPED = new CassandraTuning("1g", false, Map.of());

    /** Smaller heaps for several nodes on one machine. */
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
