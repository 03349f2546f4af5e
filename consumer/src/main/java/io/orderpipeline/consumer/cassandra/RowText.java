package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Formats the schema columns of a row for people. */
public final class RowText {

    private static final Map<String, DataType> TYPES =
            TableShape.ofOrders(List.of(), Map.of()).columns();

    /** A row that was edited by hand may have an amount whose digits would fill the memory. */
    private static final int MOST_PLAIN_DIGITS = 100;

    private RowText() {}

    /** The values by column, in the order of {@link StoredOrder#COLUMNS}; without those that are not set. */
    public static Map<String, String> of(StoredOrder row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < StoredOrder.COLUMNS.size(); i++) {
            String column = StoredOrder.COLUMNS.get(i);
            ByteBuffer value = row.values().get(i);
            if (value != null) {
                values.put(column, text(value, TYPES.get(column)));
            }
        }
        return values;
    }

    private static String text(ByteBuffer value, DataType type) {
        Object decoded = CodecRegistry.DEFAULT.codecFor(type).decode(value.duplicate(), ProtocolVersion.DEFAULT);
        return decoded instanceof BigDecimal amount && Math.abs(amount.scale()) <= MOST_PLAIN_DIGITS
                ? amount.toPlainString()
                : Objects.toString(decoded, "");
    }
}
