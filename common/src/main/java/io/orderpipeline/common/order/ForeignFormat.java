package io.orderpipeline.common.order;

import java.nio.ByteBuffer;

/** Recognizes what other programs send instead of JSON in UTF-8, for the detail of a dead letter. */
final class ForeignFormat {

    private static final int SCHEMA_ID_BYTES = 1 + Integer.BYTES;

    private ForeignFormat() {}

    /** What the value looks like, as the end of a sentence; empty when it is not recognized. */
    static String hint(byte[] value) {
        String format = format(value);
        return format.isEmpty() ? "" : "; it looks like " + format;
    }

    private static String format(byte[] value) {
        if (Utf8.hasByteOrderMark(value)) {
            return "UTF-8 with a byte order mark, which JSON does not allow";
        }
        if (startsWith(value, 0x1F, 0x8B)) {
            return "gzip";
        }
        if (startsWith(value, 0x28, 0xB5, 0x2F, 0xFD)) {
            return "zstd";
        }
        if (startsWith(value, 0x04, 0x22, 0x4D, 0x18)) {
            return "LZ4";
        }
        if (startsWith(value, 'O', 'b', 'j', 1)) {
            return "an Avro object container";
        }
        String unicode = unicode(value);
        return unicode.isEmpty() ? schemaRegistry(value) : unicode;
    }

    /** JSON begins with two ASCII characters, which leave a pattern of zeros. */
    private static String unicode(byte[] value) {
        boolean isUtf32 = hasZeros(value, true, true, true, false, true, true, true, false)
                || hasZeros(value, false, true, true, true)
                || startsWith(value, 0x00, 0x00, 0xFE, 0xFF)
                || startsWith(value, 0xFF, 0xFE, 0x00, 0x00);
        boolean isUtf16 = hasZeros(value, true, false)
                || hasZeros(value, false, true)
                || startsWith(value, 0xFE, 0xFF)
                || startsWith(value, 0xFF, 0xFE);
        if (isUtf32) {
            return "UTF-32";
        }
        return isUtf16 ? "UTF-16" : "";
    }

    /**
     * A serializer with a schema registry writes byte 0 and the schema id before the data. The text is short, because
     * listings cut the detail.
     */
    private static String schemaRegistry(byte[] value) {
        boolean hasPrefix = value.length > SCHEMA_ID_BYTES && value[0] == 0;
        return hasPrefix ? "schema id " + ByteBuffer.wrap(value).getInt(1) + " (--schema-registry)" : "";
    }

    private static boolean hasZeros(byte[] value, boolean... zeros) {
        if (value.length < zeros.length) {
            return false;
        }
        for (int i = 0; i < zeros.length; i++) {
            if ((value[i] == 0) != zeros[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] value, int... bytes) {
        if (value.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (value[i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
