package io.orderpipeline.common.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;

/**
 * The terminal in full-screen mode: alternate screen, no cursor, no echo; only changes are drawn. Must be closed
 * however the program ends, which restores the terminal. Safe for any thread.
 *
 * <p>Ctrl+C still sends a signal. Ctrl+Z and Ctrl+S are disabled: a suspended program would leave the terminal in
 * full-screen mode and lose its consumer group membership.
 */
final class Screen implements AutoCloseable {

    /** A drawing thread may be blocked by a terminal that does not accept output. */
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    /** Uses system commands instead of native code, which newer JVMs warn about. */
    private static final String PROVIDER = "exec";

    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";

    private static final byte ESCAPE = 0x1b;

    private final Terminal terminal;
    private final InputStream keyboard;
    private final Attributes before;
    private final boolean isUnicode;
    private final Display display;
    private final ReentrantLock drawing = new ReentrantLock();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final AtomicBoolean isResized = new AtomicBoolean(true);
    private Size size = Size.of(80, 24);

    Screen(Terminal terminal, InputStream keyboard) {
        this.terminal = terminal;
        this.keyboard = keyboard;
        this.before = terminal.getAttributes();
        this.isUnicode = terminal.outputEncoding().equals(StandardCharsets.UTF_8);
        this.display = new Display(terminal, true);
        // Its scrolling relies on a terminal that wraps: it lets the last line begin after the end of the one above.
        display.setScrollOptimization(false);
        terminal.setAttributes(attributes());
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.writer().write(WRAP_OFF);
        terminal.flush();
    }

    /** Empty when stdin or stdout is not a terminal, or the terminal cannot move the cursor. */
    @SuppressWarnings("SystemConsoleNull") // Java 22 and later are handled below
    static Optional<Screen> open() {
        if (System.console() == null) {
            return Optional.empty();
        }
        try {
            // Java 22 and later always have a console.
            if (!isTerminal(SystemStream.Input) || !isTerminal(SystemStream.Output)) {
                return Optional.empty();
            }
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider(PROVIDER)
                    .dumb(false)
                    // Otherwise JLine queries the terminal, and the thread that waits for the response swallows the
                    // first key.
                    .graphemeCluster(false)
                    // The program handles signals.
                    .nativeSignals(false)
                    .build();
            if (terminal.getStringCapability(Capability.cursor_address) == null) {
                terminal.close();
                return Optional.empty();
            }
            return Optional.of(new Screen(terminal, new FileInputStream(FileDescriptor.in)));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Whether stderr goes to the terminal. */
    static boolean showsErrors() {
        try {
            return isTerminal(SystemStream.Error);
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isTerminal(SystemStream stream) throws IOException {
        return TerminalProvider.load(PROVIDER).isSystemStream(stream);
    }

    private Attributes attributes() {
        Attributes attributes = new Attributes(before);
        attributes.setLocalFlag(LocalFlag.ICANON, false);
        attributes.setLocalFlag(LocalFlag.ECHO, false);
        attributes.setInputFlag(InputFlag.IXON, false);
        attributes.setControlChar(ControlChar.VMIN, 1);
        attributes.setControlChar(ControlChar.VTIME, 0);
        attributes.setControlChar(ControlChar.VSUSP, 0);
        return attributes;
    }

    /** @param action runs after a resize, on a signal thread; must be short */
    void onResize(Runnable action) {
        Signals.register("WINCH", () -> {
            isResized.set(true);
            action.run();
        });
    }

    /**
     * The keys typed since the last call, without keys that send an escape sequence. Never blocks, because a blocked
     * reader would swallow the first key of the next program.
     */
    String typed() throws IOException {
        byte[] keys = new byte[Math.max(0, keyboard.available())];
        int count = keys.length == 0 ? 0 : keyboard.read(keys);
        boolean isOneKey = count > 0 && keys[0] == ESCAPE;
        return isOneKey || count < 1 ? "" : new String(keys, 0, count, StandardCharsets.US_ASCII);
    }

    private Size size() {
        if (isResized.getAndSet(false)) {
            Size now = terminal.getSize();
            size = Size.of(Math.max(1, now.getColumns()), Math.max(1, now.getRows()));
        }
        return size;
    }

    /** Whether the terminal can show more than ASCII. */
    boolean isUnicode() {
        return isUnicode;
    }

    /** @param page renders the lines for the current size; lines below the last row are not shown */
    void draw(Function<Size, List<AttributedString>> page) {
        drawing.lock();
        try {
            if (!isClosed.get()) {
                fit(size());
                List<AttributedString> lines = page.apply(size);
                display.update(lines.subList(0, Math.min(display.getRows(), lines.size())), -1);
                terminal.flush();
            }
        } finally {
            drawing.unlock();
        }
    }

    /** Terminals rearrange their text differently on a resize, so that everything is redrawn. */
    private void fit(Size now) {
        if (display.getColumns() != now.getColumns() || display.getRows() != now.getRows()) {
            display.clear();
            display.resize(now);
        }
    }

    /** Restores the terminal. Idempotent. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        boolean isLocked = false;
        try {
            isLocked = drawing.tryLock(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            terminal.writer().write(WRAP_ON);
            terminal.puts(Capability.cursor_normal);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
            terminal.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot restore the terminal; run the command reset", e);
        } finally {
            if (isLocked) {
                drawing.unlock();
            }
        }
    }
}
