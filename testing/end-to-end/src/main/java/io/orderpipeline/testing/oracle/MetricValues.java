package io.orderpipeline.testing.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The samples of a scrape in Prometheus' text format, parsed without a library.
 *
 * @param bySeries values by metric name with labels
 */
public record MetricValues(Map<String, Double> bySeries) {

    static MetricValues of(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
        return new MetricValues(values);
    }

    public Set<String> names() {
        return bySeries.keySet().stream().map(MetricValues::name).collect(Collectors.toSet());
    }

    /** Of all series with that name; 0 when there is none. */
    public long sum(String name) {
        return Math.round(bySeries.entrySet().stream()
                .filter(series -> name(series.getKey()).equals(name))
                .mapToDouble(Map.Entry::getValue)
                .sum());
    }

    /** Of all series with that name and a label. */
    public long sumOf(String name, String label) {
        return Math.round(bySeries.entrySet().stream()
                .filter(series ->
                        name(series.getKey()).equals(name) && series.getKey().contains(label))
                .mapToDouble(Map.Entry::getValue)
                .sum());
    }

    public double ofPartition(String name, int partition) {
        return value(name + "{partition=\"" + partition + "\"}");
    }

    /** @param series name with labels */
    public double value(String series) {
        Double value = bySeries.get(series);
        if (value == null) {
            throw new AssertionError("no series " + series);
        }
        return value;
    }

    private static String name(String series) {
        int labels = series.indexOf('{');
        return labels < 0 ? series : series.substring(0, labels);
    }
}
