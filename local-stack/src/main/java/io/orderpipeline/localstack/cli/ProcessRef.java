package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.StackException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Identifies a process. The start time distinguishes it from a later process with the same id.
 *
 * @param startMillis since the epoch
 */
record ProcessRef(long pid, long startMillis) {

    // The system derives start times from its boot time, which clock corrections shift.
    private static final long TOLERANCE_MILLIS = 2_000;

    static ProcessRef of(long pid) {
        return new ProcessRef(pid, ProcessHandle.of(pid).map(ProcessRef::start).orElse(0L));
    }

    static ProcessRef parse(String text) {
        int at = text.indexOf('@');
        return new ProcessRef(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
    }

    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Math.abs(start(handle) - startMillis) <= TOLERANCE_MILLIS);
    }

    boolean isAlive() {
        return find().isPresent();
    }

    /** Returns whether the process ended within the limit. */
    boolean awaitEnd(Duration limit) {
        return find().map(handle -> awaitEnd(handle, limit)).orElse(true);
    }

    @Override
    public String toString() {
        return pid + "@" + startMillis;
    }

    private static boolean awaitEnd(ProcessHandle handle, Duration limit) {
        try {
            handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for process " + handle.pid(), e);
        }
    }

    private static long start(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(instant -> instant.toEpochMilli())
                .orElse(0L);
    }
}
