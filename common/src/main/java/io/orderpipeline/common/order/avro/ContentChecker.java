package io.orderpipeline.common.order.avro;

import io.orderpipeline.common.order.OrderLimits;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Checks and skips values of any type, in limits of depth and number. Walks the schema itself, which may be recursive.
 * One thread.
 */
record ContentChecker(ValueReader in) {

    /** @param depth of the record, array or map that contains the value; the order has depth 1 */
    void skip(Schema schema, int depth) {
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> in.bool();
            case INT -> in.int32();
            case LONG -> in.int64();
            case FLOAT -> in.float32();
            case DOUBLE -> in.float64();
            case STRING -> in.utf8();
            case BYTES -> in.variable();
            case FIXED -> in.fixed(schema.getFixedSize());
            case ENUM -> in.enumIndex(schema.getEnumSymbols().size());
            case UNION -> skipBranch(schema.getTypes(), depth);
            case RECORD, ARRAY, MAP -> skipContainer(schema, depth + 1);
        }
    }

    private void skipBranch(List<Schema> branches, int depth) {
        int index = in.unionIndex(branches.size());
        if (in.isValid()) {
            skip(branches.get(index), depth);
        }
    }

    private void skipContainer(Schema schema, int depth) {
        if (depth > OrderLimits.NESTING) {
            in.tooLarge("objects and arrays are nested in more than " + OrderLimits.NESTING + " levels");
        } else if (schema.getType() == Schema.Type.RECORD) {
            skipFields(schema.getFields(), depth);
        } else {
            skipBlocks(schema, depth);
        }
    }

    private void skipFields(List<Schema.Field> fields, int depth) {
        in.count(fields.size());
        for (int i = 0; i < fields.size() && in.isValid(); i++) {
            skip(fields.get(i).schema(), depth);
            if (!in.isValid()) {
                in.failedIn("." + fields.get(i).name());
            }
        }
    }

    /** Blocks of items, each after its number; a negative number is followed by the size of the block. */
    private void skipBlocks(Schema schema, int depth) {
        for (long count = in.int64(); count != 0; count = in.int64()) {
            if (count > 0) {
                skipItems(schema, count, depth);
            } else {
                int limit = in.beginBlock();
                skipItems(schema, -count, depth);
                in.endBlock(limit);
            }
        }
        if (!in.isValid()) {
            in.failedIn("[]");
        }
    }

    private void skipItems(Schema schema, long count, int depth) {
        in.count(count);
        boolean isMap = schema.getType() == Schema.Type.MAP;
        Schema item = isMap ? schema.getValueType() : schema.getElementType();
        for (long i = 0; i < count && in.isValid(); i++) {
            if (isMap) {
                in.utf8();
            }
            skip(item, depth);
        }
    }
}
