package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.CqlSession;

/** A straightforward {@link BatchLoop}: Jackson's streaming parser, the driver's codecs, and the clients' defaults. */
final class BareLoopMain {

    private static final int BATCH_ROWS = 128;
    private static final int IN_FLIGHT = 4;

    private BareLoopMain() {}

    public static void main(String[] arguments) {
        LoopTarget target = LoopTarget.of(arguments);
        try (CqlSession session = target.connect(LoopTarget.driverSettings())) {
            BatchLoop loop = new BatchLoop(
                    session,
                    target.prepareInsert(session),
                    BATCH_ROWS,
                    Integer.MAX_VALUE,
                    IN_FLIGHT,
                    (insert, record, partition) ->
                            BareOrder.parse(record.value()).bind(insert, record.partition()));
            target.run(target.consumerSettings(), loop);
        }
    }
}
