package io.orderpipeline.consumer.cassandra.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddedColumnsTest {

    private static final Map<String, DataType> TYPES = Map.ofEntries(
            Map.entry("text", DataTypes.TEXT),
            Map.entry("ascii", DataTypes.ASCII),
            Map.entry("tinyint", DataTypes.TINYINT),
            Map.entry("smallint", DataTypes.SMALLINT),
            Map.entry("int", DataTypes.INT),
            Map.entry("bigint", DataTypes.BIGINT),
            Map.entry("varint", DataTypes.VARINT),
            Map.entry("decimal", DataTypes.DECIMAL),
            Map.entry("double", DataTypes.DOUBLE),
            Map.entry("float", DataTypes.FLOAT),
            Map.entry("boolean", DataTypes.BOOLEAN),
            Map.entry("timestamp", DataTypes.TIMESTAMP),
            Map.entry("date", DataTypes.DATE),
            Map.entry("uuid", DataTypes.UUID));

    @ParameterizedTest
    @CsvSource({
        "text,      TEXT,    '',                    ''''''",
        "text,      TEXT,    Zoë,                   '''Zoë'''",
        "ascii,     TEXT,    DE,                    '''DE'''",
        "tinyint,   NUMBER,  -128,                  -128",
        "smallint,  NUMBER,  32767,                 32767",
        "int,       TEXT,    -2147483648,           -2147483648",
        "int,       NUMBER,  1.0,                   1",
        "bigint,    NUMBER,  9223372036854775807,   9223372036854775807",
        "varint,    NUMBER,  92233720368547758070,  92233720368547758070",
        "decimal,   NUMBER,  5.20,                  5.20",
        "decimal,   TEXT,    -12345678901234567.89, -12345678901234567.89",
        "double,    NUMBER,  0.1,                   0.1",
        "float,     NUMBER,  16777217,              1.6777216E7",
        "boolean,   BOOLEAN, false,                 false",
        "timestamp, NUMBER,  0,                     '''1970-01-01T00:00:00.000Z'''",
        "timestamp, TEXT,    2026-01-02T05:04:05.678999+02:00, '''2026-01-02T03:04:05.678Z'''",
        "date,      TEXT,    1969-12-31,            '''1969-12-31'''",
        "uuid,      TEXT,    01980000-0000-7000-8000-00000000000A, 01980000-0000-7000-8000-00000000000a",
    })
    void should_encode_fields_that_fit_the_column(String type, Form form, String text, String stored) {
        AddedColumns.Values cells = column(type).encode(List.of(new AdditionalField("extra", form, text)));

        assertThat(cells.notStored()).isZero();
        assertThat(cql(type, cells.values().get(0)).toLowerCase(Locale.ROOT))
                .isEqualTo(stored.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "text,      NUMBER,  5",
        "text,      BOOLEAN, true",
        "text,      TEXT,    '\ud800'",
        "text,      OBJECT_OR_ARRAY,",
        "ascii,     TEXT,    Zoë",
        "tinyint,   NUMBER,  128",
        "smallint,  NUMBER,  -32769",
        "int,       NUMBER,  2147483648",
        "int,       NUMBER,  1.5",
        "int,       TEXT,    five",
        "int,       BOOLEAN, true",
        "bigint,    NUMBER,  9223372036854775808",
        "varint,    NUMBER,  0.5",
        "varint,    NUMBER,  1e999999999",
        "decimal,   NUMBER,  0.0000000000000000001",
        "decimal,   TEXT,    NaN",
        "double,    TEXT,    Infinity",
        "float,     NUMBER,  1e40",
        "decimal,   NUMBER,  1e999999999",
        "bigint,    NUMBER,  1e999999999",
        "varint,    NUMBER,  1e99999999999",
        "double,    NUMBER,  1e-999999999",
        "timestamp, NUMBER,  99999999999999999999999999",
        "boolean,   TEXT,    true",
        "boolean,   NUMBER,  1",
        "timestamp, TEXT,    yesterday",
        "timestamp, NUMBER,  1e3",
        "date,      TEXT,    2026-02-30",
        "date,      TEXT,    +999999-01-01",
        "date,      NUMBER,  20260131",
        "uuid,      TEXT,    1-1-1-1-1",
        "uuid,      TEXT,    none",
    })
    void should_count_what_does_not_fit_and_store_null(String type, Form form, String text) {
        AddedColumns.Values cells = column(type).encode(List.of(new AdditionalField("extra", form, text)));

        assertThat(cells.notStored()).isEqualTo(1);
        assertThat(cells.values()).containsExactly((ByteBuffer) null);
    }

    @Test
    void should_store_null_for_a_field_that_is_null_or_absent() {
        assertThat(column("int").encode(List.of()).values()).containsExactly((ByteBuffer) null);
        assertThat(column("int").encode(List.of()).notStored()).isZero();
        assertThat(column("int")
                        .encode(List.of(new AdditionalField("extra", Form.NULL, "null")))
                        .notStored())
                .isZero();
    }

    @Test
    void should_store_the_last_of_several_fields_with_the_same_name() {
        AddedColumns.Values cells =
                column("int").encode(List.of(number("extra", "1"), number("other", "9"), number("extra", "2")));

        assertThat(cql("int", cells.values().get(0))).isEqualTo("2");
        assertThat(cells.notStored()).isEqualTo(2);
    }

    @Test
    void should_adapt_values_when_columns_change_after_decoding() {
        AddedColumns before = new AddedColumns(List.of(column("a", "int"), column("b", "int")), List.of());
        AddedColumns after =
                new AddedColumns(List.of(column("new", "int"), column("b", "int"), column("a", "bigint")), List.of());
        AddedColumns.Values cells = before.encode(List.of(number("a", "1"), number("b", "2")));

        assertThat(cells.valuesIn(before)).isEqualTo(cells.values());
        assertThat(cells.valuesIn(after))
                .as("a column of another type is another column")
                .usingElementComparator((one, other) -> one == other ? 0 : 1)
                .containsExactly(AddedColumns.Values.UNSET, cells.values().get(1), AddedColumns.Values.UNSET);
    }

    @Test
    void should_quote_names_for_cql() {
        AddedColumns columns = new AddedColumns(List.of(column("Camel", "int"), column("order", "text")), List.of());

        assertThat(columns.cqlNames()).isEqualTo(", \"Camel\", \"order\"");
        assertThat(columns.cqlMarkers()).isEqualTo(", :\"Camel\", :\"order\"");
    }

    private static AdditionalField number(String name, String text) {
        return new AdditionalField(name, Form.NUMBER, text);
    }

    private static AddedColumns column(String type) {
        return new AddedColumns(List.of(column("extra", type)), List.of());
    }

    private static AddedColumns.Column column(String name, String type) {
        return new AddedColumns.Column(CqlIdentifier.fromInternal(name), TYPES.get(type));
    }

    private static String cql(String type, ByteBuffer value) {
        var codec = CodecRegistry.DEFAULT.codecFor(TYPES.get(type));
        return codec.format(codec.decode(value, ProtocolVersion.DEFAULT));
    }
}
