package io.orderpipeline.common.http;

import io.orderpipeline.common.cli.UserError;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.util.InetAddressSet;

/** Networks whose clients may connect; this machine's loopback addresses always may. For any thread. */
final class ClientNetworks {

    /** The networks of this machine's interfaces. In a container: the Docker host, and the containers beside it. */
    static final String SAME_NETWORK = "same-network";

    /** No host names, which another machine's name server would resolve. */
    private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F]*[.:][0-9a-fA-F.:]*(/\\d{1,3})?");

    private final InetAddressSet networks = new InetAddressSet();

    private ClientNetworks() {}

    /**
     * @param names addresses, networks such as {@code 10.1.2.0/24}, and {@link #SAME_NETWORK}, separated by commas
     * @throws UserError when one is none of these
     */
    static ClientNetworks parse(String names) {
        ClientNetworks parsed = new ClientNetworks();
        Stream.of(names.split(",", -1)).map(String::strip).forEach(parsed::add);
        return parsed;
    }

    private void add(String name) {
        if (name.equals(SAME_NETWORK)) {
            ofInterfaces().forEach(networks::add);
            return;
        }
        try {
            UserError.requireUsage(NETWORK.matcher(name).matches(), notANetwork(name));
            networks.add(name);
        } catch (IllegalArgumentException e) {
            throw UserError.badUsage(notANetwork(name));
        }
    }

    private static String notANetwork(String name) {
        return "--http-allow-from must list addresses, networks such as 10.1.2.0/24 with zeros after the prefix, or "
                + SAME_NETWORK + ", was \"" + name + "\"";
    }

    private static Stream<String> ofInterfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .filter(own -> own.getNetworkPrefixLength() > 0
                            && !own.getAddress().isLoopbackAddress()
                            && !own.getAddress().isLinkLocalAddress())
                    .map(ClientNetworks::networkOf);
        } catch (SocketException e) {
            throw UserError.failed("--http-allow-from " + SAME_NETWORK + ": cannot list the network interfaces", e);
        }
    }

    private static String networkOf(InterfaceAddress own) {
        byte[] address = own.getAddress().getAddress();
        for (int i = 0; i < address.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, own.getNetworkPrefixLength() - i * Byte.SIZE));
            address[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        try {
            return InetAddress.getByAddress(address).getHostAddress() + "/" + own.getNetworkPrefixLength();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes", e);
        }
    }

    boolean contains(InetAddress client) {
        return client.isLoopbackAddress() || networks.test(client);
    }
}
