package io.orderpipeline.consumer.cassandra.row;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.orderpipeline.common.cli.ErrorText;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Describes exceptions of the Cassandra driver for people, as {@link ErrorText} does: without the driver's objects. */
public final class DriverErrorText {

    /** The driver's name of a connection, such as {@code [s0|control|id: 0x1, L:/… - R:/…] }. */
    private static final Pattern CONNECTION = Pattern.compile("^\\[s\\d+\\|[^]]*] ");

    private DriverErrorText() {}

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
        return CONNECTION.matcher(ErrorText.of(error)).replaceFirst("");
    }

    private static String ofNode(Map.Entry<Node, List<Throwable>> node) {
        Throwable first = node.getValue().get(0);
        return first instanceof NodeUnavailableException ? of(first) : "node " + name(node.getKey()) + ": " + of(first);
    }

    private static String name(Node node) {
        return String.valueOf(node.getEndPoint());
    }
}
