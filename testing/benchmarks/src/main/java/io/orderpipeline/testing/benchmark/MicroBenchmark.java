package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.Comparison.Round;
import io.orderpipeline.testing.benchmark.micro.BindStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures the steps of one order with JMH: generate, decode and validate, bind. */
final class MicroBenchmark {

    private static final String KEYSPACE = "micro";
    private static final int ITERATIONS = 5;

    private MicroBenchmark() {}

    static Comparison run(BenchContext bench) {
        bench.tables().create(KEYSPACE);
        List<String> names = new ArrayList<>();
        List<Round> rounds = new ArrayList<>();
        for (RunResult result : results(bench)) {
            String name = name(result);
            names.add(name);
            result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .forEach(iteration -> rounds.add(round(name, rounds.size() + 1, iteration)));
        }
        return new Comparison(
                "micro",
                "one thread, %d iterations in one process each".formatted(ITERATIONS),
                names,
                List.of(),
                rounds);
    }

    /** The method and the values of its parameters, if it has any. */
    private static String name(RunResult result) {
        BenchmarkParams step = result.getParams();
        return Stream.concat(
                        Stream.of(result.getPrimaryResult().getLabel()),
                        step.getParamsKeys().stream().map(step::getParam))
                .collect(Collectors.joining(", "));
    }

    private static Round round(String name, int number, IterationResult iteration) {
        return new Round(
                name,
                number,
                Map.of(Figure.NANOSECONDS, iteration.getPrimaryResult().getScore()));
    }

    private static Collection<RunResult> results(BenchContext bench) {
        Options options = new OptionsBuilder()
                .include(BindStep.class.getPackageName())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(ITERATIONS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(2))
                .jvmArgs(
                        "-Xmx" + bench.config.heap,
                        "-D" + BindStep.CONTACT_POINT + "="
                                + bench.servers().cluster.contactPoints(),
                        "-D" + BindStep.KEYSPACE + "=" + KEYSPACE)
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH failed: " + e.getMessage(), e);
        }
    }
}
