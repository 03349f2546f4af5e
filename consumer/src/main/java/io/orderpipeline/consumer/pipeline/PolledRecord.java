package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of Kafka with the ticket by which the ledger knows it. */
record PolledRecord(long ticket, ConsumerRecord<byte[], byte[]> record) {

    /** What the objects cost, about: the record and its headers, its place in a queue, its row's cells. */
    private static final int OVERHEAD = 800;

    /** What it costs in memory, about. */
    static int size(ConsumerRecord<byte[], byte[]> record) {
        int size = OVERHEAD + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    RowDecoder read(OrderJsonReader json, RowWriter writer) {
        return RowDecoder.of(record, json, writer);
    }
}
