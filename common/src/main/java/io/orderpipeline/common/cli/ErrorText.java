package io.orderpipeline.common.cli;

import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Describes exceptions of libraries for people: without names of Java classes and without ISO-8601 durations. */
public final class ErrorText {

    /** Libraries put the name of the cause before its message. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(?:\\w+\\.)+[A-Z][\\w$]*(?:Exception|Error)\\b(?:: ?)?");

    private static final Pattern DURATION = Pattern.compile("\\bPT\\d[\\dHMS.]*");
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z\\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern SUFFIX = Pattern.compile("(?:Exception|Error)$");
    private static final Pattern ACRONYM = Pattern.compile("[A-Z]{2,}");

    private static final Pattern SECRETS_OF_URL =
            Pattern.compile("^\\s*([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#]*@)?([^?#]*).*");

    private ErrorText() {}

    /** The message in one line; the {@link #kind} of the error when it has none. */
    public static String of(Throwable error) {
        if ((error instanceof CompletionException || error instanceof ExecutionException) && error.getCause() != null) {
            return of(error.getCause());
        }
        String message = error.getMessage() == null ? "" : error.getMessage();
        String plain = message.lines().findFirst().map(ErrorText::plain).orElse("");
        if (plain.isEmpty()) {
            return kind(error);
        }
        boolean isOnlyAName = error instanceof UnknownHostException
                || (error instanceof FileSystemException file && file.getReason() == null);
        return isOnlyAName ? kind(error) + ": " + plain : plain;
    }

    private static String plain(String message) {
        String unnamed = CLASS_NAME.matcher(message).replaceAll("");
        return DURATION.matcher(unnamed).replaceAll(ErrorText::duration).strip();
    }

    private static String duration(MatchResult match) {
        try {
            Duration duration = Duration.parse(match.group());
            return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        } catch (DateTimeException e) {
            return match.group();
        }
    }

    /**
     * Scheme, host, port and path of a URL, whose user information and query may have secrets. Any other text, such as
     * the path of a file, as it is.
     */
    public static String ofUrl(String url) {
        return SECRETS_OF_URL.matcher(url).replaceFirst("$1$2");
    }

    /** The name of the exception in words: {@code record too large} for a {@code RecordTooLargeException}. */
    public static String kind(Throwable error) {
        String name = SUFFIX.matcher(error.getClass().getSimpleName()).replaceFirst("");
        String words = WORD_START
                .splitAsStream(name)
                .map(word -> ACRONYM.matcher(word).matches() ? word : word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return switch (words) {
            case "" -> "unknown error";
            case "IO" -> "I/O error";
            default -> words;
        };
    }
}
