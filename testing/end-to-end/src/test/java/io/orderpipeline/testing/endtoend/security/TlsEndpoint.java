package io.orderpipeline.testing.endtoend.security;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server that presents a certificate and does nothing else. */
final class TlsEndpoint implements AutoCloseable {

    private final SSLServerSocket socket;

    private TlsEndpoint(SSLServerSocket socket) {
        this.socket = socket;
    }

    static TlsEndpoint showing(KeyStore key) throws IOException, GeneralSecurityException {
        TlsEndpoint door = new TlsEndpoint((SSLServerSocket)
                context(key).getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
        Thread thread = new Thread(door::greetAll, "tls-door");
        thread.setDaemon(true);
        thread.start();
        return door;
    }

    /** Of a server with this key. */
    static SSLContext context(KeyStore key) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key, ForeignAuthority.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void greetAll() {
        while (!socket.isClosed()) {
            try (SSLSocket guest = (SSLSocket) socket.accept()) {
                guest.startHandshake();
            } catch (IOException refusedOrClosed) {
                // A guest who does not trust this door is what it is for.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
