package io.orderpipeline.testing.proxy;

import java.time.Duration;

/**
 * How a connection is: bytes go on in pieces, and each piece is held first.
 *
 * @param hold how long a piece is held before it goes on
 * @param pieceBytes the largest piece
 */
public record NetworkConditions(Duration hold, int pieceBytes) {

    private static final int WHOLE = 64 * 1024;
    private static final int PIECES_PER_SECOND = 10;

    /** As if there were no proxy. */
    public static final NetworkConditions CLEAR = new NetworkConditions(Duration.ZERO, WHOLE);

    /** Half-open: connections are accepted, and stay open, and nothing ever comes through. */
    public static final NetworkConditions SILENT = new NetworkConditions(Duration.ofDays(1), WHOLE);

    /** Each way, so that an answer takes twice as long. */
    public static NetworkConditions latency(Duration oneWay) {
        return new NetworkConditions(oneWay, WHOLE);
    }

    /** @param bytesPerSecond each way, on each connection */
    public static NetworkConditions trickle(int bytesPerSecond) {
        return new NetworkConditions(
                Duration.ofSeconds(1).dividedBy(PIECES_PER_SECOND), Math.max(1, bytesPerSecond / PIECES_PER_SECOND));
    }
}
