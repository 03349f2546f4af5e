package io.orderpipeline.testing.proxy;

import java.time.Duration;

/**
 * The latency and bandwidth of a connection: bytes are forwarded in pieces, and each piece is delayed.
 *
 * @param hold delay of each piece
 * @param pieceBytes largest piece
 */
public record NetworkConditions(Duration hold, int pieceBytes) {

    private static final int WHOLE = 64 * 1024;
    private static final int PIECES_PER_SECOND = 10;

    public static final NetworkConditions CLEAR = new NetworkConditions(Duration.ZERO, WHOLE);

    /** Half-open: connections are accepted and stay open, and no byte is forwarded. */
    public static final NetworkConditions SILENT = new NetworkConditions(Duration.ofDays(1), WHOLE);

    /** In each direction, so that a response takes twice as long. */
    public static NetworkConditions latency(Duration oneWay) {
        return new NetworkConditions(oneWay, WHOLE);
    }

    /** @param bytesPerSecond in each direction of each connection */
    public static NetworkConditions trickle(int bytesPerSecond) {
        return new NetworkConditions(
                Duration.ofSeconds(1).dividedBy(PIECES_PER_SECOND), Math.max(1, bytesPerSecond / PIECES_PER_SECOND));
    }
}
