package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Figure;
import io.orderpipeline.testing.benchmark.measure.Round;
import io.orderpipeline.testing.benchmark.measure.RunProgress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Whether the consumer stays as fast while the table grows: the rate of each tenth of ten times the usual backlog. */
final class GrowthBenchmark implements Benchmark {

    private static final int PARTS = 10;

    @Override
    public Comparison run(BenchContext bench) {
        long part = bench.config().orders();
        Backlog backlog = Backlog.fill(bench, "backlog", ConsumerBenchmark.PARTITIONS, PARTS * part);
        bench.say("consuming all of it once");
        RunProgress progress =
                ConsumerTrial.ofConsumer(bench, backlog).measure("growth").progress();
        List<Round> rounds = new ArrayList<>();
        for (int number = 0; number < PARTS; number++) {
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            progress.between((double) number * part, (number + 1.0) * part).ifPresent(measured -> {
                figures.put(Figure.WARM_RATE, measured.rate());
                figures.put(Figure.WARM_CPU, measured.cpu());
            });
            rounds.add(new Round(name(number), 1, figures));
        }
        return new Comparison(
                "growth",
                "consumer.jar, %,d orders into one table, one round, by parts of %,d".formatted(PARTS * part, part),
                rounds.stream().map(Round::contender).toList(),
                // The first part is cold.
                List.of(name(1)),
                rounds);
    }

    private static String name(int number) {
        return "part " + (number + 1);
    }
}
