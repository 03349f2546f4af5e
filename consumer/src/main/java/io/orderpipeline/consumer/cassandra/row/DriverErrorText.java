package io.orderpipeline.consumer.cassandra.row;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.orderpipeline.common.cli.ErrorText;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Describes exceptions of the Cassandra driver for people, as {@link ErrorText} does: by their cause, without the
 * driver's objects and without the names of its requests.
 */
public final class DriverErrorText {

    /** The driver's name of a connection, such as {@code [s0|control|id: 0x1, L:/… - R:/…] }. */
    private static final Pattern CONNECTION = Pattern.compile("^\\[s\\d+\\|[^]]*] ");

    /** The first request on a new connection, whatever its step. */
    private static final String FIRST_REQUEST = "Protocol initialization request, step \\d+ \\([^)]*\\): ";

    /** The driver's messages and what they mean, the particular ones before the general ones. */
    private static final List<Phrase> PHRASES = List.of(
            new Phrase(
                    FIRST_REQUEST + "timed out after (\\d+) ms",
                    "it accepts the connection, and does not answer within $1 ms; is that a Cassandra node?"),
            new Phrase(FIRST_REQUEST + "failed to send request.*", "the connection was closed before an answer"),
            new Phrase(
                    FIRST_REQUEST + "server replied with unexpected error code \\[[^]]*]: (.*)",
                    "it refuses the connection: $1"),
            new Phrase(FIRST_REQUEST + "unexpected failure \\((.*)\\)", "the connection failed: $1"),
            new Phrase(FIRST_REQUEST, "the connection failed: "),
            new Phrase("Heartbeat request: timed out after (\\d+) ms", "no answer to a heartbeat within $1 ms"),
            new Phrase("(?:Driver channel|Channel) (?:is closing|was force-closed)", "the connection was closed"),
            new Phrase("Lost connection to remote peer", "the connection was closed by the node"),
            new Phrase(
                    "Protocol negotiation failed.*|Host does not support protocol version.*",
                    "it speaks no protocol version of the driver; is that Cassandra 2.1 or later?"),
            new Phrase(
                    "(?:Authentication error on node .*: )?Node .* requires authentication.*",
                    "it requires a user name and a password"),
            new Phrase(
                    "Couldn't acquire a stream id.*|.* has reached its maximum number of simultaneous requests",
                    "too many requests at once on the connection"));

    private DriverErrorText() {}

    /** @param pattern a regular expression; what it finds is replaced */
    private record Phrase(Pattern pattern, String replacement) {

        Phrase(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }

        String in(String text) {
            return pattern.matcher(text).replaceAll(replacement);
        }
    }

    /** One line. Of several nodes, the error of the first. */
    public static String of(Throwable error) {
        if (error instanceof NodeUnavailableException unavailable) {
            return "no connection to node " + name(unavailable.getNode());
        }
        if (error instanceof AllNodesFailedException all) {
            return all.getAllErrors().entrySet().stream()
                    .filter(node -> !node.getValue().isEmpty())
                    .findFirst()
                    .map(DriverErrorText::ofNode)
                    .orElse("no node is available");
        }
        String text = CONNECTION.matcher(ErrorText.of(error)).replaceFirst("");
        for (Phrase phrase : PHRASES) {
            text = phrase.in(text);
        }
        return text;
    }

    private static String ofNode(Map.Entry<Node, List<Throwable>> node) {
        Throwable first = node.getValue().get(0);
        return first instanceof NodeUnavailableException ? of(first) : "node " + name(node.getKey()) + ": " + of(first);
    }

    private static String name(Node node) {
        return String.valueOf(node.getEndPoint());
    }
}
