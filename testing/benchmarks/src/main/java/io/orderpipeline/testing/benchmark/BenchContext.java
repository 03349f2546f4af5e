package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import io.orderpipeline.testing.benchmark.measure.Figure;
import io.orderpipeline.testing.benchmark.measure.Round;
import io.orderpipeline.testing.benchmark.measure.Topics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a benchmark works with: its own servers, started when they are first asked for, and the taking of turns. */
public final class BenchContext implements AutoCloseable {

    private final BenchConfig config;
    private final PrintStream out;
    private Servers servers;

    public BenchContext(BenchConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    BenchConfig config() {
        return config;
    }

    void say(String line) {
        out.println("  " + line);
    }

    Servers servers() {
        if (servers == null) {
            servers = Servers.start(config.repository().root().resolve(".stack/bench"), this::say);
        }
        return servers;
    }

    ContenderProcesses programs() {
        return new ContenderProcesses(config, servers());
    }

    Topics topics() {
        return new Topics(servers().admin());
    }

    Tables tables() {
        return new Tables(servers().session());
    }

    /**
     * Contenders take turns, so that what changes on the machine meanwhile meets all of them. A round before the first
     * makes the servers warm and is not counted.
     *
     * @param references names of the contenders to compare the others with
     */
    public Comparison compare(String name, String about, List<String> references, List<Contender> all) {
        List<Contender> contenders = wanted(name, all);
        Contender first = contenders.get(0);
        tell("warm-up", first.name(), first.trial().run("warm_up"));
        List<Round> rounds = new ArrayList<>();
        for (int number = 1; number <= config.rounds(); number++) {
            for (Contender contender : contenders) {
                Round round =
                        new Round(contender.name(), number, contender.trial().run(runName(contender, number)));
                rounds.add(round);
                tell("round " + number + " of " + config.rounds(), contender.name(), round.figures());
            }
        }
        List<String> names = contenders.stream().map(Contender::name).toList();
        return new Comparison(
                name, about, names, references.stream().filter(names::contains).toList(), rounds);
    }

    private List<Contender> wanted(String name, List<Contender> all) {
        List<Contender> wanted = all.stream()
                .filter(contender -> config.isWanted(contender.name()))
                .toList();
        if (wanted.isEmpty()) {
            throw UserError.badUsage("--only names none of those who take part in " + name + ": "
                    + all.stream().map(Contender::name).collect(Collectors.joining(", ")));
        }
        return wanted;
    }

    private static String runName(Contender contender, int number) {
        return "r" + number + "_" + contender.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private void tell(String round, String contender, Map<Figure, Double> figures) {
        say(round + ", " + contender + ": "
                + figures.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(figure -> figure.getKey().heading() + " "
                                + figure.getKey().format(figure.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public void close() {
        if (servers != null) {
            servers.close();
        }
    }
}
