package io.orderpipeline.consumer.pipeline;

/**
 * Somebody's wish that nothing more is polled. The members stay in their group, what is in flight is finished and
 * committed, and nothing is lost or handed over. Safe for use by several threads.
 */
public final class PauseSwitch {

    private volatile boolean isOn;

    public boolean isOn() {
        return isOn;
    }

    /** @return whether it is on now */
    public synchronized boolean turn() {
        isOn = !isOn;
        return isOn;
    }
}
