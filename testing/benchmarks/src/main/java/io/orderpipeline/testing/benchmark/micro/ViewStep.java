package io.orderpipeline.testing.benchmark.micro;

import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Decodes and validates orders on the consumer's fast path, up to the encoded columns. */
@State(Scope.Benchmark)
public class ViewStep {

    @Param
    public OrderForm form;

    private byte[][] records;

    @Setup
    public void write() {
        records = SampleOrders.records();
        for (int i = 0; i < records.length; i++) {
            records[i] = form.of(records[i]);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SampleOrders.COUNT)
    public void decodeView(Blackhole sink) {
        for (byte[] record : records) {
            OrderView order = OrderView.read(record).orElseThrow();
            sink.consume(order.additionalFields());
            sink.consume(EncodedOrder.of(order));
        }
    }
}
