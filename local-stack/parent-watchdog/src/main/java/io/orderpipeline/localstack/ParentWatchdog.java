package io.orderpipeline.localstack;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * The main class of every server process and of the demo's programs. Runs the real main class, and ends the process
 * when its standard input ends. The parent holds the other end of that pipe, which the system closes however the parent
 * ends, also by {@code kill -9}: no process outlives it.
 *
 * <p>This class file is alone on the class path of the other program: it must use {@code java.base} only, and run on
 * the oldest Java that a server of {@code scripts/matrix} needs.
 */
public final class ParentWatchdog {

    private static final long EXIT_LIMIT_MILLIS = 10_000;

    private ParentWatchdog() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watcher = new Thread(ParentWatchdog::endWithParent, "parent-watchdog");
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

    private static void endWithParent() {
        awaitEndOfInput();
        Thread exit = new Thread(() -> System.exit(1), "parent-watchdog-exit");
        exit.setDaemon(true);
        exit.start();
        try {
            exit.join(EXIT_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // The parent writes nothing.
            }
        } catch (IOException broken) {
            // A broken pipe also means that the parent has ended.
        }
    }
}
