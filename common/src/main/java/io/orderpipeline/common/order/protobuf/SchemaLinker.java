package io.orderpipeline.common.order.protobuf;

import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.internal.parser.EnumConstantElement;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.protobuf.MessageType.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Resolves the names of types in the files of a schema. Every type of every file is visible, because the registry has
 * checked the imports. A field whose type is in none of the files is left out, and so skipped as an unknown field. One
 * thread.
 */
final class SchemaLinker {

    /** Bounds the scopes in which a name is looked up. */
    private static final int NAME_CHARACTERS = 255;

    /** By full name. */
    private final Map<String, ValueType> types = new HashMap<>(WellKnownTypes.BY_NAME);

    private final List<Declaration> declarations = new ArrayList<>();

    /** A message type that is not defined yet, in a file whose fields may have implicit presence. */
    private record Declaration(MessageType type, MessageElement element, boolean isImplicit) {}

    /** Makes the types of a file known; the first one of each name stays. */
    void declare(ProtoFileElement file) throws NotAnOrderException {
        for (TypeElement type : file.getTypes()) {
            declare(packageOf(file), type, file.getSyntax() == Syntax.PROTO_3);
        }
    }

    private void declare(String scope, TypeElement type, boolean isImplicit) throws NotAnOrderException {
        String name = fullName(scope, type.getName());
        if (name.length() > NAME_CHARACTERS) {
            throw new NotAnOrderException("has a type with a name of more than " + NAME_CHARACTERS + " characters");
        }
        if (type instanceof MessageElement message) {
            MessageType declared = new MessageType(name, Form.OBJECT);
            if (types.putIfAbsent(name, declared) == null) {
                declarations.add(new Declaration(declared, message, isImplicit));
            }
        } else if (type instanceof EnumElement element) {
            types.putIfAbsent(name, enumType(element));
        }
        for (TypeElement nested : type.getNestedTypes()) {
            declare(name, nested, isImplicit);
        }
    }

    private static EnumType enumType(EnumElement element) {
        return new EnumType(element.getConstants().stream()
                .collect(Collectors.toMap(
                        EnumConstantElement::getTag, EnumConstantElement::getName, (first, alias) -> first)));
    }

    /** Defines all declared types. */
    void link() throws NotAnOrderException {
        for (Declaration declaration : declarations) {
            declaration.type().define(fields(declaration));
        }
    }

    /** The message type of this name; without fields if the name is taken by a declaration of another kind. */
    MessageType message(String fullName) {
        return types.get(fullName) instanceof MessageType message ? message : new MessageType(fullName, Form.OBJECT);
    }

    static String packageOf(ProtoFileElement file) {
        return file.getPackageName() == null ? "" : file.getPackageName();
    }

    static String fullName(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }

    private List<SchemaField> fields(Declaration message) throws NotAnOrderException {
        List<SchemaField> fields = new ArrayList<>();
        for (FieldElement field : message.element().getFields()) {
            add(fields, message, field, SchemaField.NO_ONEOF);
        }
        int oneof = 0;
        for (OneOfElement alternatives : message.element().getOneOfs()) {
            for (FieldElement field : alternatives.getFields()) {
                add(fields, message, field, oneof);
            }
            oneof++;
        }
        requireUnique(message.type(), fields);
        return fields;
    }

    private static void requireUnique(MessageType message, List<SchemaField> fields) throws NotAnOrderException {
        Set<Object> known = new HashSet<>();
        for (SchemaField field : fields) {
            if (!known.add(field.number()) || !known.add(field.name())) {
                throw new NotAnOrderException(
                        "has two fields with the number or name of " + field.name() + " in message " + message.name());
            }
            if (!WireFormat.isNumber(field.number())) {
                throw new NotAnOrderException("has a field number that is not allowed in message " + message.name());
            }
        }
    }

    private void add(List<SchemaField> fields, Declaration message, FieldElement field, int oneof)
            throws NotAnOrderException {
        boolean isMap = field.getType().startsWith("map<");
        boolean isRepeated = isMap || field.getLabel() == Field.Label.REPEATED;
        Optional<? extends ValueType> type =
                isMap ? mapEntry(message, field) : type(message.type().name(), field.getType());
        if (type.isPresent()) {
            boolean mayBeAbsent = !isRepeated && !(type.get() instanceof MessageType);
            boolean isImplicit = message.isImplicit() && field.getLabel() == null && oneof == SchemaField.NO_ONEOF;
            fields.add(new SchemaField(
                    fields.size(),
                    field.getTag(),
                    field.getName(),
                    Optional.ofNullable(field.getJsonName()),
                    type.get(),
                    isRepeated,
                    oneof,
                    mayBeAbsent ? absent(field, type.get(), isImplicit) : Optional.empty()));
        }
    }

    private static Optional<AdditionalField> absent(FieldElement field, ValueType type, boolean isImplicit)
            throws NotAnOrderException {
        if (field.getDefaultValue() != null) {
            return Optional.of(DefaultValue.stated(field.getName(), type, field.getDefaultValue()));
        }
        return isImplicit ? Optional.of(DefaultValue.ofType(field.getName(), type)) : Optional.empty();
    }

    /** The message of key and value that each entry is on the wire. */
    private Optional<MessageType> mapEntry(Declaration message, FieldElement field) {
        String scope = message.type().name();
        String[] names = field.getType().replaceAll("^map<|>$", "").split(", ", 2);
        Optional<ValueType> key = type(scope, names[0]);
        Optional<ValueType> value = names.length < 2 ? Optional.empty() : type(scope, names[1]);
        if (key.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        MessageType entry = new MessageType(fullName(scope, field.getName()), Form.MAP_ENTRY);
        entry.define(List.of(entryField(0, "key", key.get()), entryField(1, "value", value.get())));
        return Optional.of(entry);
    }

    private static SchemaField entryField(int index, String name, ValueType type) {
        return new SchemaField(
                index, index + 1, name, Optional.empty(), type, false, SchemaField.NO_ONEOF, Optional.empty());
    }

    /** By protoc's rule: a name is looked up in the innermost scope first, unless it begins with a point. */
    private Optional<ValueType> type(String scope, String name) {
        Optional<ScalarType> scalar = ScalarType.named(name);
        if (scalar.isPresent()) {
            return Optional.of(scalar.get());
        }
        if (name.startsWith(".")) {
            return Optional.ofNullable(types.get(name.substring(1)));
        }
        String outer = scope;
        while (!outer.isEmpty()) {
            ValueType type = types.get(fullName(outer, name));
            if (type != null) {
                return Optional.of(type);
            }
            outer = outer.substring(0, Math.max(0, outer.lastIndexOf('.')));
        }
        return Optional.ofNullable(types.get(name));
    }
}
