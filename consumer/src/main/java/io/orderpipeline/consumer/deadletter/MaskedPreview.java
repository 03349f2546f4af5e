package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.schema.SchemaId;
import io.orderpipeline.consumer.monitoring.OrderText;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of an invalid record's value for screens: without control characters, and with masked names. An invalid
 * record need not have the fields of an order. Therefore what is safe to show is listed, and everything else is masked:
 *
 * <ul>
 *   <li>in JSON, the names of the order's fields, their values other than the customer's name, and numbers;
 *   <li>in other text and in binary formats, UUIDs and numbers.
 * </ul>
 *
 * @param orderId the order that the value names, if its beginning does
 */
public record MaskedPreview(String text, Optional<String> orderId) {

    /** Of a value, in bytes. */
    private static final int BYTES = 160;

    /** Of the preview, in characters. */
    private static final int LENGTH = 90;

    /** JSON begins within these characters, also after a byte order mark or the name of a container format. */
    private static final int PREFIX = 5;

    private static final Pattern UUID_OR_WORD = Pattern.compile(
            "(\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12})|\\p{L}[\\p{L}\\p{M}]+");

    static MaskedPreview of(byte[] value) {
        if (value == null || value.length == 0) {
            return new MaskedPreview(SafePreview.of(value), Optional.empty());
        }
        String start = new String(Arrays.copyOf(value, Math.min(value.length, BYTES)), UTF_8);
        boolean isCut = value.length > BYTES;
        // Between the characters of UTF-16 and UTF-32.
        String text = start.replace("\0", "");
        if (value[0] == SchemaId.NUMBER_PREFIX ? isJsonAfterSchemaId(value) : isJson(text)) {
            JsonMasking json = new JsonMasking(text);
            return new MaskedPreview(shown(json.masked(), isCut), json.orderId());
        }
        return new MaskedPreview(shown(maskWords(text), isCut), uuid(text));
    }

    private static boolean isJsonAfterSchemaId(byte[] value) {
        return value.length > SchemaId.NUMBER_BYTES && value[SchemaId.NUMBER_BYTES] == '{';
    }

    private static boolean isJson(String text) {
        String prefix = text.substring(0, Math.min(PREFIX, text.length()));
        return prefix.indexOf('{') >= 0
                || prefix.indexOf('[') >= 0
                || prefix.stripLeading().startsWith("\"")
                || prefix.stripLeading().startsWith("'");
    }

    private static String maskWords(String text) {
        return UUID_OR_WORD
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null ? OrderText.masked(found.group()) : found.group()));
    }

    private static Optional<String> uuid(String text) {
        return UUID_OR_WORD
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String shown(String masked, boolean isCut) {
        String shown = SafePreview.printable(masked.substring(0, Math.min(LENGTH, masked.length())));
        return isCut || masked.length() > LENGTH ? shown + SafePreview.MORE : shown;
    }
}
