package io.orderpipeline.common.terminal;

import java.io.IOException;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** Whether the standard streams are terminals. Safe for any thread. */
public final class Terminals {

    /** Uses system commands instead of native code, which newer JVMs warn about. */
    static final String PROVIDER = "exec";

    private Terminals() {}

    /** Where lines on stdout break: nowhere when it is not a terminal, because scripts read whole lines. */
    public static int lineWidth() {
        return showOutput() ? ScreenText.STANDARD_WIDTH : Integer.MAX_VALUE;
    }

    public static boolean showOutput() {
        return isTerminal(SystemStream.Output);
    }

    static boolean showErrors() {
        return isTerminal(SystemStream.Error);
    }

    static boolean readInput() {
        return isTerminal(SystemStream.Input);
    }

    private static boolean isTerminal(SystemStream stream) {
        try {
            return TerminalProvider.load(PROVIDER).isSystemStream(stream);
        } catch (IOException e) {
            return false;
        }
    }
}
