package io.orderpipeline.testing.benchmark.micro;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.producer.generator.RecordMaker;
import io.orderpipeline.testing.benchmark.contender.BareOrder;
import io.orderpipeline.testing.benchmark.contender.OrderSlices;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Generates orders, and decodes them: with validation as the consumer does, and without as the loops do. */
@State(Scope.Benchmark)
public class OrderSteps {

    private final byte[][] records = SampleOrders.records();
    private final OrderJsonReader reader = new OrderJsonReader();
    private final ByteBuffer partition = ByteBuffer.allocate(4);
    private final RecordMaker maker = SampleOrders.maker();
    private long time;

    @Benchmark
    public void makeOrder(Blackhole sink) {
        maker.makeNext(time++, sink::consume);
    }

    @Benchmark
    @OperationsPerInvocation(SampleOrders.COUNT)
    public void decodeAndValidate(Blackhole sink) {
        for (byte[] record : records) {
            DecodeResult result = reader.read(record);
            if (!(result instanceof DecodeResult.Valid)) {
                throw new IllegalStateException("a generated order is rejected: " + result);
            }
            sink.consume(result);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SampleOrders.COUNT)
    public void decodeOfBareLoop(Blackhole sink) {
        for (byte[] record : records) {
            sink.consume(BareOrder.parse(record));
        }
    }

    @Benchmark
    @OperationsPerInvocation(SampleOrders.COUNT)
    public void decodeOfLimitLoop(Blackhole sink) {
        for (byte[] record : records) {
            sink.consume(OrderSlices.of(record, partition));
        }
    }
}
