package io.orderpipeline.testing.endtoend.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.testing.process.ProcessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a real terminal with a readable screen: one pane of its own tmux server. One thread. */
final class Tmux implements AutoCloseable {

    /** The shell's exit code of a program that SIGTSTP has stopped. */
    private static final int SUSPENDED = 128 + 20;

    private final Path directory;
    private final long shell;

    private Tmux(Path directory, int columns, int rows, List<String> command) throws IOException {
        this.directory = directory;
        Path script = Files.writeString(directory.resolve("run.sh"), script(command));
        tmux("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "sh " + quoted(script.toString()));
        shell = Long.parseLong(tmux("display", "-p", "#{pane_pid}").strip());
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(Path::of)
                .anyMatch(path -> Files.isExecutable(path.resolve("tmux")));
    }

    /** @param directory for its files; a short path, because it holds a socket */
    static Tmux start(Path directory, int columns, int rows, List<String> command) throws IOException {
        return new Tmux(directory, columns, rows, command);
    }

    /**
     * Records the terminal settings before, after and during a suspension of the program, which Enter ends; stays open
     * after its end.
     */
    private String script(List<String> command) {
        String program = command.stream().map(Tmux::quoted).collect(Collectors.joining(" "));
        return """
                cd %s
                export LC_ALL=C.UTF-8
                unset NO_COLOR
                trap : INT
                set -m
                stty -a > before
                %s
                code=$?
                while [ $code -eq %d ]; do
                  stty -a > suspended
                  echo suspended
                  read unused
                  fg
                  code=$?
                done
                echo "exit code $code"
                stty -a > after
                echo ended
                read unused
                """
                .formatted(quoted(directory.toString()), program, SUSPENDED);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** The visible screen. */
    String screen() {
        return tmux("capture-pane", "-p");
    }

    /** The visible screen with the scrollback. */
    String history() {
        return tmux("capture-pane", "-p", "-J", "-S", "-");
    }

    void type(String... keys) {
        List<String> arguments = new ArrayList<>(List.of("send-keys"));
        arguments.addAll(List.of(keys));
        tmux(arguments.toArray(String[]::new));
    }

    void resize(int columns, int rows) {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    /** The running program. */
    Optional<ProcessHandle> program() {
        return ProcessHandle.of(shell).flatMap(handle -> handle.children().findFirst());
    }

    boolean showsSecondScreen() {
        return tmux("display", "-p", "#{alternate_on}").strip().equals("1");
    }

    boolean showsCursor() {
        return tmux("display", "-p", "#{cursor_flag}").strip().equals("1");
    }

    /** Output of stty before the program. */
    String settingsBefore() throws IOException {
        return Files.readString(directory.resolve("before"));
    }

    /** Output of stty while the program is suspended. */
    String settingsWhileSuspended() throws IOException {
        return Files.readString(directory.resolve("suspended"));
    }

    /** Output of stty after the program. */
    String settingsAfter() throws IOException {
        return Files.readString(directory.resolve("after"));
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "tmux", "-u", "-f", "/dev/null", "-S", directory.resolve("tmux").toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().remove("TMUX");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new ProcessException("tmux " + List.of(arguments) + ": " + output, null);
            }
            return output;
        } catch (IOException e) {
            throw new ProcessException("cannot run tmux: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessException("interrupted while tmux ran", e);
        }
    }

    @Override
    public void close() {
        program().ifPresent(ProcessHandle::destroyForcibly);
        tmux("kill-server");
    }
}
