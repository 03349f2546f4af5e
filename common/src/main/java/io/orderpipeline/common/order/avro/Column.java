package io.orderpipeline.common.order.avro;

import io.orderpipeline.common.order.OrderField;
import java.util.List;

/**
 * A field of the writer's record.
 *
 * @param name of the order's field, or else of the writer's
 * @param field null for an additional field
 * @param types the branches of a union, or the one type
 */
record Column(String name, OrderField field, boolean isUnion, List<ValueType> types) {}
