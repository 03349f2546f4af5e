package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.Comparison.Ratio;
import io.orderpipeline.testing.benchmark.Comparison.Round;
import io.orderpipeline.testing.oracle.Topics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Gives a benchmark its servers, which are started on first use, and runs contenders in turn. */
final class BenchContext implements AutoCloseable {

    final BenchConfig config;
    private final PrintStream out;
    private Servers servers;

    BenchContext(BenchConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    void say(String line) {
        out.println("  " + line);
    }

    Servers servers() {
        if (servers == null) {
            servers = Servers.start(config.repository.root().resolve(".stack/bench"), this::say);
        }
        return servers;
    }

    ContenderProcesses programs() {
        return new ContenderProcesses(config, servers().cluster);
    }

    Topics topics() {
        return servers().topics;
    }

    Tables tables() {
        return new Tables(servers().session);
    }

    /**
     * @param references names of the contenders that the others are compared with
     * @see #compareRatios
     */
    Comparison compare(String name, String about, List<String> references, List<Contender> all) {
        return compareRatios(
                name, about, Ratio.of(all.stream().map(Contender::name).toList(), references), all);
    }

    /**
     * Runs the contenders in turn, so that changes on the machine affect all of them. Each round begins with another
     * one, because what runs first finds other caches and files than what follows it. A warm-up before the first round
     * is not counted.
     */
    Comparison compareRatios(String name, String about, List<Ratio> ratios, List<Contender> all) {
        List<Contender> contenders = selected(name, all);
        Contender first = contenders.get(0);
        report("warm-up", first.name(), first.trial().run("warm_up"));
        List<Round> rounds = new ArrayList<>();
        for (int number = 1; number <= config.rounds; number++) {
            for (Contender contender : rotated(contenders, number - 1)) {
                Round round =
                        new Round(contender.name(), number, contender.trial().run(runName(contender, number)));
                rounds.add(round);
                report("round " + number + " of " + config.rounds, contender.name(), round.figures());
            }
        }
        List<String> names = contenders.stream().map(Contender::name).toList();
        List<Ratio> shown = ratios.stream()
                .filter(ratio -> names.contains(ratio.contender()) && names.contains(ratio.reference()))
                .toList();
        return new Comparison(name, about, names, shown, rounds);
    }

    private static List<Contender> rotated(List<Contender> contenders, int by) {
        List<Contender> rotated = new ArrayList<>(contenders);
        Collections.rotate(rotated, -by);
        return rotated;
    }

    private List<Contender> selected(String name, List<Contender> all) {
        List<Contender> selected = all.stream()
                .filter(contender -> config.isSelected(contender.name()))
                .toList();
        if (selected.isEmpty()) {
            throw UserError.badUsage("--only selects no contender of " + name + ": "
                    + all.stream().map(Contender::name).collect(Collectors.joining(", ")));
        }
        return selected;
    }

    private static String runName(Contender contender, int number) {
        return "r" + number + "_" + contender.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private void report(String round, String contender, Map<Figure, Double> figures) {
        say(round + ", " + contender + ": "
                + figures.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(figure ->
                                figure.getKey().heading + " " + figure.getKey().format(figure.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public void close() {
        if (servers != null) {
            servers.close();
        }
    }
}
