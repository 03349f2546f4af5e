package io.orderpipeline.common.order.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderField;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.schema.WriterSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * Compiles a writer's schema to a plan. A field of the schema is the field of an order that has its name, or else one
 * of its aliases: a newer schema keeps the former name of a renamed field as an alias. For one schema; one thread.
 */
final class PlanCompiler {

    private static final int MESSAGE_CHARACTERS = 200;

    /** By the full name of an enum: 10,000 fields may have the same one. */
    private final Map<String, ValueType> enums = new HashMap<>();

    static RecordPlan compile(WriterSchema writer) throws NotAnOrderException {
        try {
            SchemaSize.check(writer);
            return new PlanCompiler().plan(parse(writer));
        } catch (JsonProcessingException e) {
            throw new NotAnOrderException("cannot be parsed: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        } catch (RuntimeException | StackOverflowError e) {
            // Hostile schemas also make the parser fail with casts, null pointers and recursion.
            boolean isExplained = e instanceof AvroRuntimeException && e.getMessage() != null;
            String problem = isExplained ? firstLine(e.getMessage()) : "its structure is invalid";
            throw new NotAnOrderException("cannot be parsed: " + problem);
        }
    }

    private static String firstLine(String message) {
        return Names.printable(message.lines().findFirst().orElse(""), MESSAGE_CHARACTERS);
    }

    /** Names and defaults are not validated: other implementations of Avro accept more of them. */
    private static Schema parse(WriterSchema writer) {
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        writer.references().values().forEach(parser::parse);
        return parser.parse(writer.text());
    }

    private RecordPlan plan(Schema top) throws NotAnOrderException {
        List<Schema> branches = top.isUnion() ? top.getTypes() : List.of(top);
        List<Schema> records = branches.stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (records.size() != 1 || records.get(0).getType() != Schema.Type.RECORD) {
            throw new NotAnOrderException("is neither a record nor a union of one record and null");
        }
        Schema order = records.get(0);
        return new RecordPlan(top.isUnion() ? branches.size() : 0, branches.indexOf(order), columns(order));
    }

    private List<Column> columns(Schema order) throws NotAnOrderException {
        Map<String, OrderField> byAlias = fieldsByAlias(order);
        List<Column> columns = new ArrayList<>();
        for (Schema.Field field : order.getFields()) {
            OrderField match = OrderField.named(field.name());
            columns.add(column(field, match == null ? byAlias.get(field.name()) : match));
        }
        return List.copyOf(columns);
    }

    /** The fields of an order that the schema has under another name, by that name. */
    private static Map<String, OrderField> fieldsByAlias(Schema order) throws NotAnOrderException {
        Set<OrderField> missing = EnumSet.allOf(OrderField.class);
        missing.removeIf(field -> order.getField(field.jsonName()) != null);
        Map<String, OrderField> byAlias = new HashMap<>();
        for (Schema.Field field : order.getFields()) {
            if (OrderField.named(field.name()) == null) {
                field.aliases().stream()
                        .map(OrderField::named)
                        .filter(missing::remove)
                        .findFirst()
                        .ifPresent(match -> byAlias.put(field.name(), match));
            }
        }
        if (!missing.isEmpty()) {
            throw new NotAnOrderException(
                    "has no field " + missing.iterator().next().jsonName());
        }
        return byAlias;
    }

    private Column column(Schema.Field field, OrderField match) throws NotAnOrderException {
        if (field.name().length() > OrderLimits.VALUE_BYTES) {
            throw new NotAnOrderException("has a field name of more than " + OrderLimits.VALUE_BYTES + " characters");
        }
        // Neither reader of orders accepts an unpaired surrogate in a name; the encoder replaces it.
        String name = match == null ? new String(field.name().getBytes(UTF_8), UTF_8) : match.jsonName();
        Schema schema = field.schema();
        // A union without branches has no values: the general check reports it.
        boolean isUnion = schema.isUnion() && !schema.getTypes().isEmpty();
        List<Schema> types = isUnion ? schema.getTypes() : List.of(schema);
        return new Column(name, match, isUnion, types.stream().map(this::type).toList());
    }

    private ValueType type(Schema schema) {
        return schema.getType() == Schema.Type.ENUM
                ? enums.computeIfAbsent(schema.getFullName(), name -> ValueType.of(schema))
                : ValueType.of(schema);
    }
}
