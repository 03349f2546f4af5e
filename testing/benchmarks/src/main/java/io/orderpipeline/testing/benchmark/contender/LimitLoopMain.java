package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * The fastest {@link BatchLoop} that we know: values are copied from the record's bytes into the statement without
 * becoming strings, numbers or times; batches have the best size; the clients fetch much at once and keep
 * no metadata. It reads only orders in the exact form of the producer.
 */
final class LimitLoopMain {

    private static final int BATCH_ROWS = 4_000;
    private static final int BATCH_BYTES = 2 << 20;
    private static final int IN_FLIGHT = 2;

    private LimitLoopMain() {}

    public static void main(String[] arguments) {
        LoopTarget target = LoopTarget.of(arguments);
        try (CqlSession session = target.connect(driverSettings())) {
            BatchLoop loop = new BatchLoop(
                    session,
                    target.prepareInsert(session),
                    BATCH_ROWS,
                    BATCH_BYTES,
                    IN_FLIGHT,
                    (insert, record, partition) -> OrderSlices.bind(
                                    insert.boundStatementBuilder(), OrderSlices.of(record.value(), partition))
                            .build());
            target.run(consumerSettings(target), loop);
        }
    }

    private static ProgrammaticDriverConfigLoaderBuilder driverSettings() {
        return LoopTarget.driverSettings()
                .withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withBoolean(DefaultDriverOption.METADATA_TOKEN_MAP_ENABLED, false);
    }

    private static Map<String, Object> consumerSettings(LoopTarget target) {
        Map<String, Object> settings = new HashMap<>(target.consumerSettings());
        settings.put("enable.metrics.push", false);
        settings.put("check.crcs", false);
        settings.put("max.poll.records", 2_000);
        settings.put("max.partition.fetch.bytes", 2 << 20);
        settings.put("fetch.min.bytes", 64 << 10);
        settings.put("receive.buffer.bytes", 1 << 20);
        return settings;
    }
}
