package io.orderpipeline.testing.benchmark.micro;

import io.orderpipeline.common.order.CanonicalOrder;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.testing.benchmark.contender.BareOrder;
import io.orderpipeline.testing.benchmark.contender.OrderSlices;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What happens to an order before it is bound: ours, which decodes and validates in one pass, and the loops' ways. */
@State(Scope.Benchmark)
public class OrderSteps {

    private final byte[][] records = SampleOrders.records();
    private final OrderJsonReader reader = new OrderJsonReader();
    private final ByteBuffer partition = ByteBuffer.allocate(4);

    @Benchmark
    @OperationsPerInvocation(SampleOrders.COUNT)
    public void decodeAndValidate(Blackhole sink) {
        for (byte[] record : records) {
            DecodeResult reading = reader.read(record);
            if (!(reading instanceof DecodeResult.Valid)) {
                throw new IllegalStateException("an order of our own is refused: " + reading);
            }
            sink.consume(reading);
        }
    }

    /** The fast path for orders in canonical form, up to the encoded values of the row. */
    @Benchmark
    @OperationsPerInvocation(SampleOrders.COUNT)
    public void decodeAndValidatePlain(Blackhole sink) {
        for (byte[] record : records) {
            sink.consume(EncodedOrder.of(CanonicalOrder.read(record).orElseThrow()));
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
