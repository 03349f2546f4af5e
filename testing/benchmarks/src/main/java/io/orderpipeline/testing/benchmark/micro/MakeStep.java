package io.orderpipeline.testing.benchmark.micro;

import io.orderpipeline.producer.generator.RecordMaker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What the producer does for each order before it is sent. */
@State(Scope.Benchmark)
public class MakeStep {

    private final RecordMaker maker = SampleOrders.maker();
    private long time;

    @Benchmark
    public void makeOrder(Blackhole sink) {
        maker.makeNext(time++, sink::consume);
    }
}
