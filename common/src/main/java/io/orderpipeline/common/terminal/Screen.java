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
 * The terminal while a program fills it: its second screen, without cursor and echo, and drawn only where something
 * has changed. Whoever opens it must close it, however the program ends, for the terminal is left to its user as it
 * was. Safe for use by several threads.
 *
 * <p>Ctrl+C stays a signal, as it is without a screen. Ctrl+Z and Ctrl+S do nothing: a program that is halted would
 * leave its screen behind and lose its place in its consumer group.
 */
public final class Screen implements AutoCloseable {

    /** The signal to end may come in the middle of a drawing to a terminal that takes nothing. */
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    /** By small programs of the system and not by native code, which newer virtual machines warn of. */
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
        terminal.setAttributes(attributes());
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.writer().write(WRAP_OFF);
        terminal.flush();
    }

    /** Empty when input or output is no terminal, or one that cannot place text. */
    @SuppressWarnings("SystemConsoleNull") // what differs from Java 22 on is asked for beside it
    public static Optional<Screen> open() {
        if (System.console() == null) {
            return Optional.empty();
        }
        try {
            // Newer virtual machines have a console in any case.
            if (!isTerminal(SystemStream.Input) || !isTerminal(SystemStream.Output)) {
                return Optional.empty();
            }
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider(PROVIDER)
                    .dumb(false)
                    // Else it asks the terminal, and the thread that waits for the answer takes the first key.
                    .graphemeCluster(false)
                    // They are the program's own: it ends in order.
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

    /** Whether what goes to stderr would be seen on the screen. */
    public static boolean showsErrors() {
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

    /** @param action after the terminal got another size; on a thread of the virtual machine, to be short */
    public void onResize(Runnable action) {
        Signals.register("WINCH", () -> {
            isResized.set(true);
            action.run();
        });
    }

    /**
     * What was typed since the last time; keys that send more than a character are passed over. Never blocks, for a
     * thread that waits for a key would take the first one that is meant for whoever has the terminal next.
     */
    public String typed() throws IOException {
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

    /** Whether more than ASCII can be shown. */
    public boolean isUnicode() {
        return isUnicode;
    }

    /** @param page makes the lines for columns and rows as they are now; what does not fit below is not shown */
    public void draw(Function<Size, List<AttributedString>> page) {
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

    /** What a terminal does with its text when its size changes is not known, so all is drawn anew. */
    private void fit(Size now) {
        if (display.getColumns() != now.getColumns() || display.getRows() != now.getRows()) {
            display.clear();
            display.resize(now);
        }
    }

    /** Gives the terminal back. Only the first call does something. */
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
            throw new UncheckedIOException("the terminal is not as it was; the command reset mends it", e);
        } finally {
            if (isLocked) {
                drawing.unlock();
            }
        }
    }
}
