package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.tls.TlsProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/**
 * Explains a broker that does not respond because its listener has another security protocol than the client. Such a
 * listener closes the connection, as a broker does that is starting, so that the client would wait for it.
 */
final class ListenerMismatch {

    private static final int LIMIT_MS = 1_000;

    /** For all servers together, because a stop at the start waits for it. */
    private static final int TOTAL_LIMIT_MS = 2_000;

    /** Of a cluster, one would do; the other is for one that is unavailable. */
    private static final int MAX_SERVERS = 2;

    private static final String SETTING = CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;

    private final Map<String, Object> settings;
    private final boolean tls;
    private final boolean sasl;

    private ListenerMismatch(Map<String, Object> settings) {
        this.settings = settings;
        String protocol = settings.getOrDefault(SETTING, "PLAINTEXT").toString().toUpperCase(Locale.ROOT);
        this.tls = protocol.endsWith("SSL");
        this.sasl = protocol.startsWith("SASL");
    }

    /**
     * Present when one of the first servers has another protocol. Takes two seconds at most.
     *
     * @param settings of the client that receives no response
     */
    static Optional<UserError> of(Map<String, Object> settings) {
        return new ListenerMismatch(settings).find();
    }

    private Optional<UserError> find() {
        String servers =
                settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).toString();
        List<CompletableFuture<Optional<String>>> probes = Arrays.stream(servers.split(","))
                .map(String::strip)
                .filter(server -> Utils.getHost(server) != null && Utils.getPort(server) != null)
                .limit(MAX_SERVERS)
                .map(this::probe)
                .toList();
        return probes.stream()
                .flatMap(probe -> probe.join().stream())
                .findFirst()
                .map(problem -> UserError.failed("the broker at " + problem + " in " + ClientRejection.CONFIG_FILE));
    }

    private CompletableFuture<Optional<String>> probe(String server) {
        return CompletableFuture.supplyAsync(() -> problem(server), task -> DaemonThreads.start("listener-probe", task))
                // The client reports a store that can no longer be read.
                .exceptionally(failure -> Optional.empty())
                .completeOnTimeout(Optional.empty(), TOTAL_LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    private Optional<String> problem(String server) {
        InetSocketAddress address = InetSocketAddress.createUnresolved(Utils.getHost(server), Utils.getPort(server));
        if (!tls && TlsProbe.speaksTls(address)) {
            return Optional.of(server + " speaks TLS and we do not: set " + SETTING + " to SSL or SASL_SSL");
        }
        Optional<List<String>> plain = mechanisms(address, false);
        if (tls && plain.isPresent()) {
            return Optional.of(server + " does not speak TLS at this port and we do: correct the port, or set "
                    + SETTING + " to " + (plain.get().isEmpty() ? "PLAINTEXT" : "SASL_PLAINTEXT"));
        }
        return sasl
                ? Optional.empty()
                : (tls ? mechanisms(address, true) : plain)
                        .filter(mechanisms -> !mechanisms.isEmpty())
                        .map(mechanisms -> server + " requires SASL and we do not use it: set " + SETTING + " to "
                                + (tls ? "SASL_SSL" : "SASL_PLAINTEXT") + " and sasl.mechanism to "
                                + String.join(" or ", mechanisms));
    }

    private Optional<List<String>> mechanisms(InetSocketAddress address, boolean encrypted) {
        try (Socket socket = new Socket()) {
            // Resolved on each call, because the host name may be unknown at first.
            socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            return SaslProbe.mechanisms(encrypted ? encrypted(socket, address) : socket);
        } catch (IOException noResponse) {
            return Optional.empty();
        }
    }

    private Socket encrypted(Socket socket, InetSocketAddress address) throws IOException {
        return SslSettings.context(settings, "ssl")
                .getSocketFactory()
                .createSocket(socket, address.getHostString(), address.getPort(), true);
    }
}
