package io.orderpipeline.testing.demo;

import java.util.List;

/**
 * The last lines of the demo: the state of its servers, and commands that query the rows.
 *
 * @param stack {@code scripts/stack} with its environment
 * @param which option that selects the stack
 * @param ports options that start the stack on the same ports, with a space before them
 * @param connection options of the consumer
 */
record DemoEpilogue(String stack, String which, String ports, String connection) {

    private static final String QUERY = "\"SELECT * FROM " + DemoPrograms.KEYSPACE + ".orders LIMIT 10\"";

    List<String> whenStopped() {
        return List.of(
                "The servers are stopped. Their data stay until the next demo. To query the rows:",
                "  " + stack + " up " + which + ports,
                "  " + stack + " cql " + QUERY + " " + which,
                "  " + stack + " down " + which,
                "With --keep the servers stay up.");
    }

    List<String> whenKept() {
        return List.of(
                "The servers stay up until they are stopped or the next demo starts.",
                "To query the rows, to run a consumer with its dashboard at http://127.0.0.1:8080/, and to stop:",
                "  " + stack + " cql " + QUERY + " " + which,
                "  java -jar consumer/target/consumer.jar " + connection,
                "  " + stack + " down " + which);
    }

    static String quoted(Object word) {
        String text = word.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
