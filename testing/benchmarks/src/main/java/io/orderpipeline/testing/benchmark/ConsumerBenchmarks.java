package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.Comparison.Ratio;
import io.orderpipeline.testing.benchmark.Comparison.Round;
import io.orderpipeline.testing.benchmark.Comparison.Trial;
import io.orderpipeline.testing.benchmark.contender.Reference;
import io.orderpipeline.testing.benchmark.micro.OrderForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Benchmarks in which consumers take a backlog to a table. */
final class ConsumerBenchmarks {

    static final String CONSUMER = "consumer.jar";
    static final int PARTITIONS = 3;

    private static final String AS_SHIPPED = "as shipped";
    private static final int OPEN_PAGES = 50;
    private static final int GROWTH_PARTS = 10;

    /** Without batches a run takes several times as long, so it gets fewer orders. */
    private static final int SHARE_WITHOUT_BATCHES = 5;

    private ConsumerBenchmarks() {}

    /** The consumer beside two loops without validation: a straightforward one, and the fastest one that we know. */
    static Comparison references(BenchContext bench) {
        Backlog backlog = Backlog.fill(bench);
        return bench.compare(
                "consumer",
                about(backlog),
                List.of(Reference.BARE_LOOP.title(), Reference.LIMIT_LOOP.title()),
                List.of(
                        new Contender(CONSUMER, ConsumerTrial.ofConsumer(backlog)),
                        loop(backlog, Reference.BARE_LOOP),
                        loop(backlog, Reference.LIMIT_LOOP)));
    }

    /** The same orders as several writers of JSON would send them, for the consumer and the bare loop. */
    static Comparison forms(BenchContext bench) {
        Backlog original = Backlog.fill(bench);
        List<Contender> contenders = new ArrayList<>();
        List<Ratio> ratios = new ArrayList<>();
        for (OrderForm form : OrderForm.values()) {
            // The canonical form is copied too, so that all are batched alike.
            Backlog backlog = original.copyAs(form);
            String consumer = CONSUMER + ", " + form;
            String loop = Reference.BARE_LOOP.title() + ", " + form;
            contenders.add(new Contender(consumer, ConsumerTrial.ofConsumer(backlog)));
            contenders.add(new Contender(loop, ConsumerTrial.ofLoop(backlog, Reference.BARE_LOOP)));
            ratios.add(new Ratio(consumer, loop));
            if (form != OrderForm.CANONICAL) {
                ratios.add(new Ratio(consumer, CONSUMER + ", " + OrderForm.CANONICAL));
            }
        }
        return bench.compareRatios("forms", about(original), ratios, contenders);
    }

    private static Contender loop(Backlog backlog, Reference loop) {
        return new Contender(loop.title(), ConsumerTrial.ofLoop(backlog, loop));
    }

    /** The consumer with other batch sizes, and with fewer threads than partitions. */
    static Comparison modes(BenchContext bench) {
        Backlog backlog = Backlog.fill(bench);
        Backlog small = Backlog.fill(bench, "small", PARTITIONS, backlog.orders() / SHARE_WITHOUT_BATCHES);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender(AS_SHIPPED, ConsumerTrial.ofConsumer(backlog)));
        contenders.add(new Contender("--batch-size 1", ConsumerTrial.ofConsumer(small, "--batch-size=1")));
        for (int rows : new int[] {50, 200, 1_000}) {
            contenders.add(
                    new Contender("--batch-size " + rows, ConsumerTrial.ofConsumer(backlog, "--batch-size=" + rows)));
        }
        for (int threads = 1; threads < PARTITIONS; threads++) {
            contenders.add(
                    new Contender("--threads " + threads, ConsumerTrial.ofConsumer(backlog, "--threads=" + threads)));
        }
        return bench.compare(
                "modes",
                about(backlog) + " (without batches: %,d)".formatted(small.orders()),
                List.of(AS_SHIPPED),
                contenders);
    }

    /** The consumer with a small and with a large heap. */
    static Comparison memory(BenchContext bench) {
        Backlog backlog = Backlog.fill(bench);
        return bench.compare(
                "memory",
                CONSUMER + ", " + about(backlog),
                List.of("-Xmx1g"),
                Stream.of("96m", "1g")
                        .map(heap -> new Contender("-Xmx" + heap, ConsumerTrial.ofConsumerWithHeap(backlog, heap)))
                        .toList());
    }

    /** The cost of metrics and dashboard: without readers, and with many open pages. */
    static Comparison observation(BenchContext bench) {
        String unobserved = "--no-http --plain";
        Backlog backlog = Backlog.fill(bench);
        Trial withPages = run -> {
            try (OpenDashboards pages = OpenDashboards.start(OPEN_PAGES)) {
                return ConsumerTrial.ofConsumer(backlog, "--http-port=" + pages.port())
                        .run(run);
            }
        };
        return bench.compare(
                "observation",
                CONSUMER + ", " + about(backlog),
                List.of(unobserved),
                List.of(
                        new Contender(AS_SHIPPED, ConsumerTrial.ofConsumer(backlog)),
                        new Contender(OPEN_PAGES + " pages", withPages),
                        new Contender(unobserved, ConsumerTrial.ofConsumer(backlog, unobserved.split(" ")))));
    }

    /** The consumer with more partitions, and so with more threads. */
    static Comparison scale(BenchContext bench) {
        Backlog source = Backlog.fill(bench);
        List<Contender> contenders = new ArrayList<>();
        for (int partitions : new int[] {PARTITIONS, 6, 12, 24}) {
            Backlog copy = source.copyEvenly("partitions_" + partitions, partitions);
            contenders.add(new Contender(partitions + " partitions", ConsumerTrial.ofConsumer(copy)));
        }
        return bench.compare(
                "scale",
                "consumer.jar, a backlog of %,d orders, spread evenly, a thread for each partition"
                        .formatted(source.orders()),
                List.of(PARTITIONS + " partitions"),
                contenders);
    }

    /** The consumer while the table grows: the rate of each tenth of ten times the usual backlog. */
    static Comparison growth(BenchContext bench) {
        long part = bench.config.orders;
        Backlog backlog = Backlog.fill(bench, "backlog", PARTITIONS, GROWTH_PARTS * part);
        bench.say("consuming the backlog once");
        RunProgress progress =
                ConsumerTrial.ofConsumer(backlog).measure("growth").progress();
        List<Round> rounds = new ArrayList<>();
        for (int number = 0; number < GROWTH_PARTS; number++) {
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            progress.between((double) number * part, (number + 1.0) * part).ifPresent(measured -> {
                figures.put(Figure.WARM_RATE, measured.rate());
                figures.put(Figure.WARM_CPU, measured.cpu());
            });
            rounds.add(new Round("part " + (number + 1), 1, figures));
        }
        List<String> parts = rounds.stream().map(Round::contender).toList();
        return new Comparison(
                "growth",
                "consumer.jar, %,d orders into one table, one round, by parts of %,d".formatted(backlog.orders(), part),
                parts,
                // The first part is cold.
                Ratio.of(parts, List.of("part 2")),
                rounds);
    }

    static String about(Backlog backlog) {
        return "a backlog of %,d orders in %d partitions".formatted(backlog.orders(), backlog.partitions());
    }
}
