package io.orderpipeline.testing.proxy;

import java.time.Duration;

/** The present conditions of all connections of a proxy; a change also releases held pieces. Thread-safe. */
final class ProxyState {

    private NetworkConditions conditions = NetworkConditions.CLEAR;

    synchronized NetworkConditions conditions() {
        return conditions;
    }

    synchronized void set(NetworkConditions next) {
        conditions = next;
        notifyAll();
    }

    /** Returns when the delay has passed, or the conditions have changed. */
    synchronized void hold(NetworkConditions held) throws InterruptedException {
        long end = System.nanoTime() + held.hold().toNanos();
        for (long left = end - System.nanoTime(); left > 0 && conditions.equals(held); left = end - System.nanoTime()) {
            // One millisecond more, because a wait of zero has no limit.
            wait(Duration.ofNanos(left).toMillis() + 1);
        }
    }
}
