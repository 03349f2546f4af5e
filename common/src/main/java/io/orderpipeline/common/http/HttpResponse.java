package io.orderpipeline.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A complete response. Immutable. */
public record HttpResponse(int status, String contentType, ByteBuffer body) {

    private static final String JSON = "application/json; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Restricts pages to content of this server, so that injected markup can neither load nor run anything. */
    private static final HttpField[] HEADERS = {
        new HttpField(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        new HttpField("X-Content-Type-Options", "nosniff"),
        new HttpField("Referrer-Policy", "no-referrer"),
        new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
        new HttpField(HttpHeader.CACHE_CONTROL, "no-store"),
    };

    public static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(status, contentType, ByteBuffer.wrap(body).asReadOnlyBuffer());
    }

    public static HttpResponse text(int status, String text) {
        return of(status, TEXT, (text + "\n").getBytes(UTF_8));
    }

    public static HttpResponse json(int status, byte[] body) {
        return of(status, JSON, body);
    }

    static void secure(Response response) {
        for (HttpField header : HEADERS) {
            response.getHeaders().put(header);
        }
    }

    /** Never blocks. */
    public void send(Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        response.write(true, body.duplicate(), callback);
    }
}
