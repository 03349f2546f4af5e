package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.SimilarNames;
import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.testing.drill.DrillContext.Load;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Command line of {@code scripts/drill}. */
@Command(
        name = "drill",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Injects faults under load, repairs them, and proves that no order is lost, duplicated or wrong."
                + " The drills start and remove their own servers. Each ends with verify and an independent check.",
        footer = {"", "Exit codes: 0 every drill passed, 1 a drill failed, 2 bad usage."})
final class DrillMain implements Callable<Integer> {

    private static final String ALL = "all";
    private static final String LIST = "list";

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "drills to run, one after the other; 'all' runs every drill, 'list' prints them")
    List<String> names;

    @Option(
            names = "--rate",
            paramLabel = "ORDERS",
            defaultValue = "2000",
            description = "orders per second during a drill; some drills use a multiple (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "seed of the random fault times (default: random, printed)")
    Long seed;

    @Option(
            names = "--without-faults",
            description = "inject nothing, to check the drills: each must fail, and passes here when it does")
    boolean withoutFaults;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() throws IOException {
        if (names.equals(List.of(LIST))) {
            list();
            return Program.OK;
        }
        List<Drill> chosen =
                names.stream().flatMap(name -> named(name).stream()).toList();
        Load load = Load.of(rate, seed).with(withoutFaults ? Load.Mode.WITHOUT_FAULTS : Load.Mode.FULL);
        System.out.printf("%d drills, --seed %d%n", chosen.size(), load.seed());
        List<DrillResult> results = run(chosen, load);
        System.out.println();
        DrillResult.table(results).forEach(System.out::println);
        return results.stream().allMatch(result -> result.isPassed() == load.withFaults())
                ? Program.OK
                : Program.FAILED;
    }

    private static List<Drill> named(String name) {
        return name.equals(ALL)
                ? Drills.ALL
                : List.of(Drills.find(name)
                        .orElseThrow(() -> UserError.badUsage(
                                "unknown drill '" + TextTable.printable(name) + "'" + suggestion(name))));
    }

    private static String suggestion(String name) {
        List<String> names = Drills.ALL.stream().map(Drill::name).toList();
        String similar = SimilarNames.suggestion(names, name, known -> known);
        return similar.isEmpty() ? "; 'list' prints all drills" : similar;
    }

    private static void list() {
        TextTable table = new TextTable("ll", "drill", "fault");
        Drills.ALL.forEach(drill -> table.row(drill.name(), drill.fault()));
        table.lines("").forEach(System.out::println);
    }

    private static List<DrillResult> run(List<Drill> drills, Load load) throws IOException {
        List<DrillResult> results = new ArrayList<>();
        try (DrillEnvironment environment = new DrillEnvironment(line -> System.out.println("          " + line))) {
            for (Drill drill : drills) {
                System.out.printf("%n%s: %s%n", drill.name(), drill.fault());
                LocalStack stack = environment.stack(drill.tuning(load), drill.size(), drill.hasRegistry());
                DrillResult result = drill.run(stack, load, DrillSetup.DEFAULT, DrillContext.timedLog(System.out));
                results.add(result);
                if (result.isPassed()) {
                    System.out.println("  PASS");
                } else {
                    result.findings().forEach(finding -> System.out.println("  FAIL: " + finding));
                    environment.discard();
                }
            }
        }
        return results;
    }

    public static void main(String[] args) {
        System.exit(new Program(new DrillMain(), "ORDER_DRILL", System.getenv()).run(args));
    }
}
