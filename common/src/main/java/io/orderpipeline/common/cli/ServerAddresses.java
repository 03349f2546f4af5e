package io.orderpipeline.common.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses lists of servers as people write them: {@code host}, {@code host:port}, {@code [::1]:port}, {@code ::1}, with
 * or without a protocol, spaces and a trailing comma. Host names stay unresolved, because DNS may know them later and
 * because their addresses may change.
 */
public final class ServerAddresses {

    private static final Pattern PROTOCOL = Pattern.compile("^[A-Za-z][A-Za-z0-9_+.-]*://");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]*)](?::(.*))?");
    private static final Pattern BARE_IPV6 = Pattern.compile("[^\\[\\]]*:[^\\[\\]]*:[^\\[\\]]*");
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]+)(?::(.*))?");
    private static final Pattern IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final int LARGEST_PORT = 65_535;

    private ServerAddresses() {}

    /**
     * @param origin for messages, such as {@code --contact-points}
     * @param values each a list with commas
     * @param defaultPort of a server without a port
     * @throws UserError when there is no server, or one is invalid
     */
    public static List<InetSocketAddress> parse(String origin, Collection<String> values, int defaultPort) {
        List<InetSocketAddress> addresses = values.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(server -> !server.isEmpty())
                .map(server -> address(origin, server, defaultPort))
                .distinct()
                .toList();
        if (addresses.isEmpty()) {
            throw UserError.badUsage(origin + " is empty; name a server, such as localhost:" + defaultPort);
        }
        return addresses;
    }

    /** The canonical list, which {@link #parse} and the Kafka clients accept. */
    public static String format(Collection<InetSocketAddress> addresses, String separator) {
        return addresses.stream()
                .map(address -> host(address.getHostString()) + ":" + address.getPort())
                .collect(Collectors.joining(separator));
    }

    private static String host(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static InetSocketAddress address(String origin, String server, int defaultPort) {
        String address = PROTOCOL.matcher(server).replaceFirst("");
        if (BARE_IPV6.matcher(address).matches()) {
            return literal(origin, server, address, defaultPort);
        }
        Matcher bracketed = BRACKETED.matcher(address);
        if (bracketed.matches()) {
            return literal(origin, server, bracketed.group(1), port(origin, server, bracketed.group(2), defaultPort));
        }
        Matcher named = NAMED.matcher(address);
        if (!named.matches()) {
            throw invalid(origin, server, "is not of the form host:port");
        }
        int port = port(origin, server, named.group(2), defaultPort);
        return IPV4.matcher(named.group(1)).matches()
                ? literal(origin, server, named.group(1), port)
                : InetSocketAddress.createUnresolved(named.group(1), port);
    }

    /** Needs no DNS. */
    private static InetSocketAddress literal(String origin, String server, String ip, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(ip.contains(":") ? "[" + ip + "]" : ip), port);
        } catch (UnknownHostException e) {
            throw invalid(origin, server, "has no valid IP address");
        }
    }

    private static int port(String origin, String server, String port, int defaultPort) {
        if (port == null) {
            return defaultPort;
        }
        if (!port.matches("\\d{1,9}")) {
            throw invalid(origin, server, "is not of the form host:port");
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > LARGEST_PORT) {
            throw invalid(origin, server, "has a port that is not between 1 and " + LARGEST_PORT);
        }
        return number;
    }

    private static UserError invalid(String origin, String server, String reason) {
        return UserError.badUsage(origin + " '" + server + "' " + reason
                + "; write host, host:port or [IPv6 address]:port, with commas between servers");
    }
}
