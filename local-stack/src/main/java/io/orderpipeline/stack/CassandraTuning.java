package io.orderpipeline.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Cassandra node is given to work with. Immutable.
 *
 * @param maximumHeap as {@code -Xmx} takes it
 * @param stockMemtables whether memtables and files are those of an untouched installation
 * @param settings lines of cassandra.yaml, which must not be among those that the stack writes itself
 * @param jvmOptions after all others
 */
public record CassandraTuning(
        String maximumHeap, boolean stockMemtables, Map<String, String> settings, List<String> jvmOptions) {

    /** What the local stack ships: sustains twice the load of the stock settings. */
    public static final CassandraTuning SHIPPED = new CassandraTuning("1g", false, Map.of(), List.of());

    public CassandraTuning {
        settings = Map.copyOf(settings);
        jvmOptions = List.copyOf(jvmOptions);
    }

    public CassandraTuning withMaximumHeap(String heap) {
        return new CassandraTuning(heap, stockMemtables, settings, jvmOptions);
    }

    public CassandraTuning withStockMemtables() {
        return new CassandraTuning(maximumHeap, true, settings, jvmOptions);
    }

    public CassandraTuning with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new CassandraTuning(maximumHeap, stockMemtables, more, jvmOptions);
    }

    public CassandraTuning withJvmOption(String option) {
        List<String> more = new ArrayList<>(jvmOptions);
        more.add(option);
        return new CassandraTuning(maximumHeap, stockMemtables, settings, more);
    }
}
