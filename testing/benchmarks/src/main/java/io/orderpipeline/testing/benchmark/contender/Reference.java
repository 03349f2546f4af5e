package io.orderpipeline.testing.benchmark.contender;

/** The programs that the producer and the consumer are compared with, and the consumer with latency measurement. */
public enum Reference {
    BARE_LOOP("bare-loop", BareLoopMain.class),
    LIMIT_LOOP("limit-loop", LimitLoopMain.class),
    LATENCY_LOOP("latency-loop", LatencyLoopMain.class),
    LATENCY_CONSUMER("latency-consumer", LatencyConsumerMain.class),
    READY_RECORDS("ready-records", ReadyRecordsMain.class);

    private final String title;
    private final Class<?> main;

    Reference(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    public String title() {
        return title;
    }

    public String mainClass() {
        return main.getName();
    }
}
