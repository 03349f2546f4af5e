package io.orderpipeline.testing.matrix;

import java.util.ArrayList;
import java.util.List;

/** A version of Kafka, as in 3.9.1, and what it needs to run. */
record KafkaVersion(String name) {

    /** Brokers of later versions are also controllers. */
    boolean needsZooKeeper() {
        return isBefore(2, 8);
    }

    /** Options of Maven that resolve its jars. */
    List<String> mavenOptions() {
        List<String> options = new ArrayList<>(List.of("-Dscala.version=" + (isBefore(2, 4) ? "2.12" : "2.13")));
        if (isBefore(4, 0)) {
            options.add("-Plog4j-1");
        }
        return options;
    }

    private boolean isBefore(int major, int minor) {
        String[] numbers = name.split("\\.", -1);
        int other = Integer.parseInt(numbers[0]);
        return other < major || (other == major && Integer.parseInt(numbers[1]) < minor);
    }

    @Override
    public String toString() {
        return name;
    }
}
