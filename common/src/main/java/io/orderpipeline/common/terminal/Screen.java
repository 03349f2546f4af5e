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
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/**
 * The terminal in full-screen mode: alternate screen, no cursor, no echo; only lines that have changed are drawn. Must
 * be closed however the program ends, which restores the terminal. Safe for any thread.
 *
 * <p>Ctrl+C and Ctrl+Z still send signals. Ctrl+S is disabled, because it would block the drawing thread.
 */
final class Screen implements AutoCloseable {

    /** A drawing thread may be blocked by a terminal that does not accept output. */
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    /** A line that is too long, after a resize, must not continue in the next row. */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private static final byte ESCAPE = 0x1b;

    private final Terminal terminal;
    private final InputStream keyboard;
    private final Attributes before;
    private final boolean isUnicode;
    private final ReentrantLock drawing = new ReentrantLock();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final AtomicBoolean isResized = new AtomicBoolean(true);
    private volatile boolean isSuspended;
    private Size size = Size.of(80, 24);
    /** What the screen shows; empty when that is unknown. */
    private List<AttributedString> shown = List.of();

    Screen(Terminal terminal, InputStream keyboard) {
        this.terminal = terminal;
        this.keyboard = keyboard;
        this.before = terminal.getAttributes();
        this.isUnicode = terminal.outputEncoding().equals(StandardCharsets.UTF_8);
        enter();
    }

    /** Empty when stdin or stdout is not a terminal, or the terminal cannot move the cursor. */
    @SuppressWarnings("SystemConsoleNull") // Java 22 and later are handled below
    static Optional<Screen> open() {
        if (System.console() == null) {
            return Optional.empty();
        }
        try {
            // Java 22 and later always have a console.
            if (!Terminals.readInput() || !Terminals.showOutput()) {
                return Optional.empty();
            }
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider(Terminals.PROVIDER)
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

    private void enter() {
        terminal.setAttributes(fullScreen());
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.writer().write(WRAP_OFF);
        terminal.flush();
    }

    private Attributes fullScreen() {
        Attributes attributes = new Attributes(before);
        attributes.setLocalFlag(LocalFlag.ICANON, false);
        attributes.setLocalFlag(LocalFlag.ECHO, false);
        attributes.setInputFlag(InputFlag.IXON, false);
        attributes.setControlChar(ControlChar.VMIN, 1);
        attributes.setControlChar(ControlChar.VTIME, 0);
        return attributes;
    }

    private void leave() {
        terminal.writer().write(WRAP_ON);
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
    }

    /** Restores the terminal for the shell, until {@link #resume}. Returns whether the screen was in use. */
    boolean suspend() {
        drawing.lock();
        try {
            if (isClosed.get() || isSuspended) {
                return false;
            }
            isSuspended = true;
            leave();
            return true;
        } finally {
            drawing.unlock();
        }
    }

    /** Returns to full-screen mode, whatever the shell has done with the terminal. The next drawing is complete. */
    void resume() {
        drawing.lock();
        try {
            if (isClosed.get()) {
                return;
            }
            if (isSuspended) {
                enter();
            } else {
                terminal.setAttributes(fullScreen());
            }
            isSuspended = false;
            isResized.set(true);
        } finally {
            drawing.unlock();
        }
    }

    /** The size of the terminal has changed. */
    void resized() {
        isResized.set(true);
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

    /** Whether the terminal can show more than ASCII. */
    boolean isUnicode() {
        return isUnicode;
    }

    /** @param page renders the lines for the current size; lines below the last row are not shown */
    void draw(Function<Size, List<AttributedString>> page) {
        drawing.lock();
        try {
            if (!isClosed.get() && !isSuspended) {
                fit();
                List<AttributedString> lines = page.apply(size);
                draw(lines.subList(0, Math.min(size.getRows(), lines.size())));
                terminal.flush();
            }
        } finally {
            drawing.unlock();
        }
    }

    /** Terminals rearrange their text differently on a resize, so that everything is redrawn. */
    private void fit() {
        if (isResized.getAndSet(false)) {
            Size now = terminal.getSize();
            size = Size.of(Math.max(1, now.getColumns()), Math.max(1, now.getRows()));
            shown = List.of();
        }
    }

    private void draw(List<AttributedString> lines) {
        if (shown.isEmpty()) {
            terminal.puts(Capability.clear_screen);
        }
        for (int row = 0; row < Math.max(lines.size(), shown.size()); row++) {
            AttributedString line = row < lines.size() ? lines.get(row) : AttributedString.EMPTY;
            if (row >= shown.size() || !line.equals(shown.get(row))) {
                terminal.puts(Capability.cursor_address, row, 0);
                // First, because after a line that fills the row the cursor is on its last character.
                terminal.puts(Capability.clr_eol);
                terminal.writer().write(line.toAnsi(terminal));
            }
        }
        shown = List.copyOf(lines);
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
            if (!isSuspended) {
                leave();
            }
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
