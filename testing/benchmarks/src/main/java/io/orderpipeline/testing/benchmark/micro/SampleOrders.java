package io.orderpipeline.testing.benchmark.micro;

import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.RecordMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Orders of the producer, too many for the branch predictor to learn. */
final class SampleOrders {

    static final int COUNT = 1_000;

    private SampleOrders() {}

    static byte[][] records() {
        RecordMaker maker = maker();
        List<byte[]> records = new ArrayList<>();
        for (long time = 0; time < COUNT; time++) {
            maker.makeNext(time, record -> records.add(record.value()));
        }
        return records.toArray(byte[][]::new);
    }

    static RecordMaker maker() {
        return new RecordMaker(new GeneratorSettings(1, Optional.empty(), CategoryWeights.EVEN, 0, 0));
    }
}
