package io.orderpipeline.consumer.verify;

import java.util.List;

/**
 * One of the first of its kind, as a person needs it to look for it. Holds no customer data.
 *
 * @param place topic-partition@offset of the record or dead letter, or the row's partition
 * @param orderId null when it has none that could be read
 * @param columns what differs, by name
 * @param note what else is known, or empty
 */
record Example(String place, String orderId, List<String> columns, String note) {}
