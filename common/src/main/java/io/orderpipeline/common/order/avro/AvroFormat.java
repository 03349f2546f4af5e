package io.orderpipeline.common.order.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.common.schema.WriterSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Reads orders in the binary encoding of Avro, by the writer's schema. The general path writes the fields as JSON, so
 * that the rules of JSON decide. Safe for any thread.
 */
public final class AvroFormat implements OrderFormat {

    private static final JsonFactory JSON = new JsonFactory();
    private static final OrderJsonReader RULES = new OrderJsonReader();

    private final RecordPlan plan;

    private AvroFormat(RecordPlan plan) {
        this.plan = plan;
    }

    /** @throws NotAnOrderException when the schema cannot be parsed or lacks a field of an order */
    public static OrderFormat of(WriterSchema writer) throws NotAnOrderException {
        return new AvroFormat(PlanCompiler.compile(writer));
    }

    @Override
    public Optional<OrderView> view(byte[] value, int from) {
        return new ViewReader(value, from).read(plan);
    }

    @Override
    public DecodeResult read(byte[] value, int from) {
        ValueReader in = new ValueReader(value, from);
        if (plan.acceptRecord(in)) {
            byte[] text = json(in);
            return in.isValid() ? RULES.readText(text) : in.invalid();
        }
        return in.isValid()
                ? new DecodeResult.Invalid(InvalidReason.NULL_VALUE, "the value is the null of a union")
                : in.invalid();
    }

    @Override
    public Optional<byte[]> json(byte[] value, int from) {
        ValueReader in = new ValueReader(value, from);
        if (!plan.acceptRecord(in)) {
            return Optional.empty();
        }
        byte[] text = json(in);
        return in.isValid() ? Optional.of(text) : Optional.empty();
    }

    /** Incomplete after a failure. */
    private byte[] json(ValueReader in) {
        FieldReader fields = new FieldReader(in);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(in.bytes().length);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            for (Column column : plan.columns()) {
                AdditionalField field = fields.read(column);
                if (!in.isValid()) {
                    in.failedIn(column.name());
                    return new byte[0];
                }
                write(field, generator);
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        in.expectEnd();
        return bytes.toByteArray();
    }

    /** The content of objects and arrays is checked before, and no rule is about it. */
    private static void write(AdditionalField field, JsonGenerator json) throws IOException {
        json.writeFieldName(field.name());
        if (field.form() == Form.TEXT) {
            json.writeString(field.text());
        } else {
            json.writeRawValue(field.form() == Form.OBJECT_OR_ARRAY ? "[]" : field.text());
        }
    }
}
