package io.orderpipeline.testing.demo;

import java.util.List;

/**
 * The last lines of the demo: the state of its servers, and commands that query the rows.
 *
 * @param stack {@code scripts/stack} with its environment
 * @param which option that selects the stack
 * @param ports options that start the stack on the same ports
 */
record DemoEpilogue(String stack, String which, String ports, String bootstrapServers, String contactPoint) {

    private static final String QUERY = "\"SELECT * FROM " + DemoPrograms.KEYSPACE + ".orders LIMIT 10\"";

    List<String> whenStopped() {
        return List.of(
                "Kafka and Cassandra are stopped. Their data stay until the next demo. To query the rows:",
                "  " + stack + " up " + which + ports,
                "  " + stack + " cql " + QUERY + " " + which,
                "  " + stack + " down " + which,
                "With --keep both servers stay up.");
    }

    List<String> whenKept() {
        return List.of(
                "Kafka and Cassandra stay up until they are stopped or the next demo starts.",
                "To query the rows, to run a consumer with its dashboard at http://127.0.0.1:8080/, and to stop:",
                "  " + stack + " cql " + QUERY + " " + which,
                "  java -jar consumer/target/consumer.jar --bootstrap-servers " + bootstrapServers
                        + " --contact-points " + contactPoint,
                "  " + stack + " down " + which);
    }

    static String quoted(Object word) {
        String text = word.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
