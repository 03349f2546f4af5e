package io.orderpipeline.common.order.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.TypeElement;
import java.util.Arrays;
import java.util.Locale;

/** Makes the descriptors of protobuf-java from the text of a schema. Its own rules resolve the names. */
final class ProtoSchema {

    private final boolean isProto3;

    private ProtoSchema(boolean isProto3) {
        this.isProto3 = isProto3;
    }

    static FileDescriptor parse(String name, String text, FileDescriptor... imports) {
        ProtoFileElement file = ProtoParser.Companion.parse(Location.get(name), text);
        boolean isProto3 = file.getSyntax() == Syntax.PROTO_3;
        FileDescriptorProto.Builder proto = FileDescriptorProto.newBuilder()
                .setName(name)
                .setPackage(file.getPackageName() == null ? "" : file.getPackageName())
                .setSyntax(isProto3 ? "proto3" : "proto2");
        Arrays.stream(imports).map(FileDescriptor::getName).forEach(proto::addDependency);
        for (TypeElement type : file.getTypes()) {
            if (type instanceof MessageElement message) {
                proto.addMessageType(new ProtoSchema(isProto3).message(message));
            } else {
                proto.addEnumType(enumType((EnumElement) type));
            }
        }
        try {
            return FileDescriptor.buildFrom(proto.build(), imports);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private DescriptorProto message(MessageElement element) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(element.getName());
        for (OneOfElement oneof : element.getOneOfs()) {
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(oneof.getName()));
            oneof.getFields()
                    .forEach(field -> message.addField(field(field).setOneofIndex(message.getOneofDeclCount() - 1)));
        }
        for (FieldElement field : element.getFields()) {
            if (field.getType().startsWith("map<")) {
                addMap(message, field);
            } else {
                addField(message, field);
            }
        }
        for (TypeElement type : element.getNestedTypes()) {
            if (type instanceof MessageElement nested) {
                message.addNestedType(message(nested));
            } else {
                message.addEnumType(enumType((EnumElement) type));
            }
        }
        return message.build();
    }

    /** An optional field of proto3 is the only one of an oneof. */
    private void addField(DescriptorProto.Builder message, FieldElement element) {
        FieldDescriptorProto.Builder field = field(element);
        if (isProto3 && element.getLabel() == Field.Label.OPTIONAL) {
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + element.getName()));
            field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount() - 1);
        }
        message.addField(field);
    }

    private static void addMap(DescriptorProto.Builder message, FieldElement element) {
        String[] types = element.getType().replaceAll("map<|>", "").split(", ");
        String entry = element.getName() + "Entry";
        message.addNestedType(DescriptorProto.newBuilder()
                .setName(entry)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(field(types[0], "key", 1).setLabel(Label.LABEL_OPTIONAL))
                .addField(field(types[1], "value", 2).setLabel(Label.LABEL_OPTIONAL)));
        message.addField(field(entry, element.getName(), element.getTag()).setLabel(Label.LABEL_REPEATED));
    }

    private static FieldDescriptorProto.Builder field(FieldElement element) {
        FieldDescriptorProto.Builder field = field(element.getType(), element.getName(), element.getTag())
                .setLabel(
                        element.getLabel() == Field.Label.REPEATED
                                ? Label.LABEL_REPEATED
                                : element.getLabel() == Field.Label.REQUIRED
                                        ? Label.LABEL_REQUIRED
                                        : Label.LABEL_OPTIONAL);
        if (element.getJsonName() != null) {
            field.setJsonName(element.getJsonName());
        }
        if (element.getDefaultValue() != null) {
            field.setDefaultValue(element.getDefaultValue());
        }
        return field;
    }

    private static FieldDescriptorProto.Builder field(String type, String name, int number) {
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder().setName(name).setNumber(number);
        return Arrays.stream(FieldDescriptorProto.Type.values())
                .filter(scalar -> scalar.name().equals("TYPE_" + type.toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(field::setType)
                .orElseGet(() -> field.setTypeName(type));
    }

    private static EnumDescriptorProto enumType(EnumElement element) {
        EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName(element.getName());
        element.getConstants()
                .forEach(constant -> type.addValue(EnumValueDescriptorProto.newBuilder()
                        .setName(constant.getName())
                        .setNumber(constant.getTag())));
        return type.build();
    }
}
