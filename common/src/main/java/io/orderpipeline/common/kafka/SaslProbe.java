package io.orderpipeline.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Asks a listener for its SASL mechanisms by naming one that does not exist. Every listener of a broker answers this
 * request, and ends every other one without an answer if it requires SASL.
 */
final class SaslProbe {

    private static final int VERSION = 1;
    private static final int CORRELATION = 4711;
    private static final int NO_CLIENT_ID = -1;
    private static final String NO_MECHANISM = "PROBE";

    /** An answer has a few names; anything longer is not Kafka. */
    private static final int MAX_BYTES = 4_096;

    private SaslProbe() {}

    /**
     * Blocks as long as the socket's timeout.
     *
     * @return the mechanisms, none if the listener requires no SASL; empty without an answer of Kafka
     */
    static Optional<List<String>> mechanisms(Socket socket) {
        try {
            socket.getOutputStream().write(request());
            return Optional.of(response(new DataInputStream(socket.getInputStream())));
        } catch (IOException notKafka) {
            return Optional.empty();
        }
    }

    private static byte[] request() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] mechanism = NO_MECHANISM.getBytes(UTF_8);
        out.writeInt(4 * Short.BYTES + Integer.BYTES + mechanism.length);
        out.writeShort(ApiKeys.SASL_HANDSHAKE.id);
        out.writeShort(VERSION);
        out.writeInt(CORRELATION);
        out.writeShort(NO_CLIENT_ID);
        out.writeShort(mechanism.length);
        out.write(mechanism);
        return bytes.toByteArray();
    }

    private static List<String> response(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_BYTES || in.readInt() != CORRELATION) {
            throw new IOException("not a response to the request");
        }
        List<String> mechanisms = new ArrayList<>();
        if (in.readShort() != Errors.ILLEGAL_SASL_STATE.code()) {
            int count = Math.min(in.readInt(), MAX_BYTES);
            for (int i = 0; i < count; i++) {
                byte[] name = in.readNBytes(Math.max(0, in.readShort()));
                mechanisms.add(new String(name, UTF_8));
            }
        }
        return mechanisms;
    }
}
