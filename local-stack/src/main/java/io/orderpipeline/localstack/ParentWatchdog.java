package io.orderpipeline.localstack;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * The main class of every server process, and of the demo's programs: runs the real main class, and ends the process
 * when its standard input ends. The launcher holds the other end of that pipe and the system closes it however the
 * launcher dies, so nothing outlives it, {@code kill -9} included.
 *
 * <p>This one class file stands on the other program's class path: it must use nothing but {@code java.base}.
 */
public final class ParentWatchdog {

    private static final long ORDERLY_END_MILLIS = 10_000;

    private ParentWatchdog() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watcher = new Thread(ParentWatchdog::endWithTheLauncher, "leash");
        watcher.setDaemon(true);
        watcher.start();
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        }
    }

    private static void endWithTheLauncher() {
        awaitEndOfInput();
        Thread orderly = new Thread(() -> System.exit(1), "leash-exit");
        orderly.setDaemon(true);
        orderly.start();
        try {
            orderly.join(ORDERLY_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes here; only the end matters.
            }
        } catch (IOException broken) {
            // A broken pipe means the same: the launcher is gone.
        }
    }
}
