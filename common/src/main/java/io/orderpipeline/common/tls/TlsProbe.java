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
 * Detects TLS by sending a ClientHello and checking the first bytes of the response. A TLS server does not respond to a
 * plaintext client, which otherwise looks like a server that is starting.
 */
public final class TlsProbe {

    private static final int LIMIT_MS = 1_000;

    /** First bytes of a TLS record (RFC 8446, section 5.1): a handshake or an alert, and the major version. */
    private static final int ALERT = 21;

    private static final int HANDSHAKE = 22;
    private static final int MAJOR_VERSION = 3;

    private TlsProbe() {}

    /** True only after a TLS response. Returns within two seconds. */
    public static boolean speaksTls(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            // Resolved on each call, because the host name may be unknown at first.
            socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream().write(clientHello());
            InputStream response = socket.getInputStream();
            int kind = response.read();
            return (kind == HANDSHAKE || kind == ALERT) && response.read() == MAJOR_VERSION;
        } catch (IOException noResponse) {
            return false;
        }
    }

    private static byte[] clientHello() throws SSLException {
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
            throw new IllegalStateException("this Java does not support TLS", e);
        }
    }
}
