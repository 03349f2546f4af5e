package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The Kafka headers of an order record: schema version and content type. */
public final class OrderHeaders {

    public static final String SCHEMA_VERSION = "schema-version";
    public static final String CONTENT_TYPE = "content-type";

    private static final byte[] VERSION_1 = "1".getBytes(UTF_8);

    private OrderHeaders() {}

    public static void addTo(Headers headers, String contentType) {
        headers.add(SCHEMA_VERSION, VERSION_1);
        headers.add(CONTENT_TYPE, contentType.getBytes(UTF_8));
    }

    /** True for version 1, and for records without the header, which other clients send. */
    public static boolean versionIsKnown(Headers headers) {
        Header version = headers.lastHeader(SCHEMA_VERSION);
        return version == null || Arrays.equals(version.value(), VERSION_1);
    }
}
