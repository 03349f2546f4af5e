package io.orderpipeline.testing.proxy;

import java.time.Duration;

/** The weather over all connections of one proxy. A change is felt at once, by those too who are held. Thread-safe. */
final class ProxyState {

    private NetworkConditions weather = NetworkConditions.CLEAR;

    synchronized NetworkConditions weather() {
        return weather;
    }

    synchronized void become(NetworkConditions next) {
        weather = next;
        notifyAll();
    }

    /** Returns when the time has passed, or the weather has changed. */
    synchronized void hold(NetworkConditions held) throws InterruptedException {
        long end = System.nanoTime() + held.hold().toNanos();
        for (long left = end - System.nanoTime(); left > 0 && weather.equals(held); left = end - System.nanoTime()) {
            // A millisecond more, for a wait of zero would be one for ever.
            wait(Duration.ofNanos(left).toMillis() + 1);
        }
    }
}
