package io.orderpipeline.common.schema;

import com.fasterxml.jackson.core.JacksonException;
import io.orderpipeline.common.cli.TextTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;

/** A response of one server to one request. */
record RegistryResponse(URI server, HttpResponse<byte[]> http) {

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int UNPROCESSABLE = 422;

    /** Of a body; a larger one has one byte more here. */
    static final int BODY_BYTES = 1 << 20;

    private static final int MESSAGE_CHARACTERS = 300;

    /** Reads a body. */
    @FunctionalInterface
    interface Reader<T> {
        T read(byte[] body) throws IOException;
    }

    int status() {
        return http.statusCode();
    }

    /** In printable characters. */
    Optional<String> header(String name) {
        return http.headers().firstValue(name).map(TextTable::printable);
    }

    boolean isTooLarge() {
        return http.body().length > BODY_BYTES;
    }

    boolean beginsWith(char first) {
        for (byte next : http.body()) {
            if (!Character.isWhitespace(next)) {
                return next == first;
            }
        }
        return false;
    }

    /** @throws RegistryException when the body is not as the API says */
    <T> T read(Reader<T> reader) {
        if (isTooLarge()) {
            throw RegistryException.transientFailure(server, "sent a response of more than 1 MiB", null);
        }
        try {
            return reader.read(http.body());
        } catch (IOException e) {
            throw RegistryException.transientFailure(
                    server, "sent a response that its API does not allow: " + oneLine(reason(e)), e);
        }
    }

    /** Without the text around the error, which Jackson adds. */
    private static String reason(IOException e) {
        return e instanceof JacksonException json ? "invalid JSON, " + json.getOriginalMessage() : e.getMessage();
    }

    /** The registry's own code of an error; 0 for another response. */
    int errorCode() {
        return errorField("error_code")
                .filter(code -> code.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** The registry's own message of an error; empty for another response. */
    String errorMessage() {
        return errorField("message").map(RegistryResponse::oneLine).orElse("");
    }

    private Optional<String> errorField(String name) {
        try {
            return isTooLarge()
                    ? Optional.empty()
                    : Optional.ofNullable(
                            RegistryJson.parse(http.body()).fields().get(name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String oneLine(String message) {
        String line = TextTable.printable(message.lines()
                .map(String::strip)
                .reduce("", (a, b) -> a + " " + b)
                .strip());
        return line.length() <= MESSAGE_CHARACTERS ? line : line.substring(0, MESSAGE_CHARACTERS) + "...";
    }
}
