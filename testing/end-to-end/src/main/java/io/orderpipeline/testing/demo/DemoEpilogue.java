package io.orderpipeline.testing.demo;

import java.util.List;

/**
 * What the demo says last: what became of its servers, and the commands for a look at the rows.
 *
 * @param stack {@code scripts/stack}, with what has to stand before it
 * @param which option of that script: the stack that is meant
 * @param ports options for starting that stack again as it was
 */
record DemoEpilogue(String stack, String which, String ports, String bootstrapServers, String contactPoint) {

    private static final String QUERY = "\"SELECT * FROM " + DemoPrograms.KEYSPACE + ".orders LIMIT 10\"";

    List<String> whenStopped() {
        return List.of(
                "Kafka and Cassandra are stopped. The data stay until the next demo. To look at the rows:",
                "  " + stack + " up " + which + ports,
                "  " + stack + " cql " + QUERY + " " + which,
                "  " + stack + " down " + which,
                "With --keep both stay up.");
    }

    List<String> whenKept() {
        return List.of(
                "Kafka and Cassandra stay up, until they are told to stop or another demo begins.",
                "The rows, a consumer with its dashboard at http://127.0.0.1:8080/, and the end:",
                "  " + stack + " cql " + QUERY + " " + which,
                "  java -jar consumer/target/consumer.jar --bootstrap-servers " + bootstrapServers
                        + " --contact-points " + contactPoint,
                "  " + stack + " down " + which);
    }

    /** As a shell takes it for one word. */
    static String quoted(Object word) {
        String text = word.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
