package io.orderpipeline.testing.proxy;

import java.time.Duration;

/** The weather over all connections of one proxy. A change is felt at once, by those too who are held. Thread-safe. */
final class Sky {

    private Weather weather = Weather.CLEAR;

    synchronized Weather weather() {
        return weather;
    }

    synchronized void become(Weather next) {
        weather = next;
        notifyAll();
    }

    /** Returns when the time has passed, or the weather has changed. */
    synchronized void hold(Weather held) throws InterruptedException {
        long end = System.nanoTime() + held.hold().toNanos();
        for (long left = end - System.nanoTime(); left > 0 && weather.equals(held); left = end - System.nanoTime()) {
            // A millisecond more, for a wait of zero would be one for ever.
            wait(Duration.ofNanos(left).toMillis() + 1);
        }
    }
}
