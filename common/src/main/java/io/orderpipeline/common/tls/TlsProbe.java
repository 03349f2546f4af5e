package io.orderpipeline.common.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Greets a port as TLS does and looks at the first bytes of the answer. For servers that do not answer a client: one that
 * speaks TLS says nothing to a client that does not, and nothing tells this from a server that is starting.
 */
public final class TlsProbe {

    private static final int LIMIT_MS = 1_000;

    /** First bytes of a TLS record (RFC 8446, section 5.1): a handshake or an alert, and the major version. */
    private static final int ALERT = 21;

    private static final int HANDSHAKE = 22;
    private static final int MAJOR_VERSION = 3;

    private TlsProbe() {}

    /** True only when it has answered so; returns within two seconds. */
    public static boolean speaksTls(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            // Resolved anew each time: what was unknown at the start may be known by now.
            socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream().write(greeting());
            InputStream answer = socket.getInputStream();
            int kind = answer.read();
            return (kind == HANDSHAKE || kind == ALERT) && answer.read() == MAJOR_VERSION;
        } catch (IOException noAnswer) {
            return false;
        }
    }

    private static byte[] greeting() throws SSLException {
        SSLEngine engine = engine();
        engine.setUseClientMode(true);
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }

    private static SSLEngine engine() {
        try {
            return SSLContext.getDefault().createSSLEngine();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java knows no TLS", e);
        }
    }
}
