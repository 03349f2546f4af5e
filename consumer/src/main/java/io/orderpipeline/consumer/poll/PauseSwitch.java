package io.orderpipeline.consumer.poll;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Somebody's wish that nothing more is polled. The members stay in their group, what is in flight is finished and
 * committed, and nothing is lost or handed over. Safe for use by several threads.
 */
public final class PauseSwitch {

    private final AtomicBoolean isOn = new AtomicBoolean();

    public boolean isOn() {
        return isOn.get();
    }

    /** @return whether it is on now */
    public boolean turn() {
        boolean was = isOn.get();
        isOn.set(!was);
        return !was;
    }
}
