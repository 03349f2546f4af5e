package io.orderpipeline.testing.drill;

import static io.orderpipeline.testing.drill.DrillContext.LIMIT;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.time.Duration;

/** Drills that kill, suspend or add producers and consumers. */
final class ProgramDrills {

    private static final Duration VISIT = Duration.ofSeconds(2);
    private static final Duration BACKLOG_LIMIT = Duration.ofMinutes(10);

    private ProgramDrills() {}

    static Drill consumerKill(int times) {
        return Drill.of("consumer-kill", "kill -9 of the consumer, " + times + " times", context -> {
            context.programs().startLoad();
            killConsumers(context, times);
        });
    }

    /** At random moments while records are written; a new consumer takes over each time. */
    static void killConsumers(DrillContext context, int times) {
        ChildProcess consumer = context.programs().startConsumer();
        for (int kill = 1; kill <= times; kill++) {
            DrillPrograms.awaitWriting(consumer);
            context.runBetween(Duration.ZERO, Duration.ofSeconds(3));
            context.requireLag();
            context.kill(consumer);
            consumer = context.programs().startConsumer();
            context.awaitRecovery();
        }
    }

    /** Records that the producer reported as acknowledged must be in the topic. */
    static Drill producerKill(int times) {
        return Drill.of("producer-kill", "kill -9 of the producer, " + times + " times", context -> {
            ChildProcess consumer = context.programs().startConsumer();
            for (int kill = 1; kill <= times; kill++) {
                ChildProcess producer = startAcknowledged(context);
                context.runBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
                context.kill(producer);
            }
            DrillPrograms.awaitWriting(consumer);
            startAcknowledged(context);
            context.awaitRecovery();
        });
    }

    private static ChildProcess startAcknowledged(DrillContext context) {
        ChildProcess producer = context.programs().startLoad();
        producer.awaitOut("acknowledged [1-9]", LIMIT);
        return producer;
    }

    /** The suspended consumer resumes with partitions that were reassigned meanwhile. */
    static Drill zombie() {
        String fault = "SIGSTOP of the consumer beyond its session timeout; another takes over; the first resumes";
        return Drill.of("zombie", fault, context -> {
            ChildProcess zombie = context.programs().startPipeline();
            context.inject("SIGSTOP of the consumer", () -> zombie.signal(Signal.STOP));
            DrillPrograms.awaitWriting(context.programs().startConsumer());
            context.awaitRecovery();
            context.log("another consumer has taken over; SIGCONT of the first");
            zombie.signal(Signal.CONT);
            context.awaitEffect(zombie, "has lost");
            context.awaitRecovery();
        });
    }

    /** With 2 threads in each consumer, so that each join and each leave moves a partition. */
    static Drill rebalance(Duration time) {
        String fault =
                "a second consumer joins and leaves every %d s for %d s".formatted(VISIT.toSeconds(), time.toSeconds());
        return Drill.of("rebalance", fault, context -> {
            ChildProcess consumer = context.programs().startPipeline("--threads=2");
            long end = System.nanoTime() + time.toNanos();
            int joins = 0;
            while (System.nanoTime() - end < 0) {
                joins++;
                context.inject("a second consumer joins", () -> visit(context));
                requireReleases(consumer, joins);
            }
            context.awaitRecovery();
        });
    }

    private static void visit(DrillContext context) {
        ChildProcess guest = context.programs().joinConsumer("--threads=2");
        context.runFor(VISIT);
        context.programs().endConsumer(guest);
    }

    private static void requireReleases(ChildProcess consumer, int joins) {
        long releases = consumer.err().stream()
                .filter(line -> line.contains("has released"))
                .count();
        DrillContext.requireEffect(releases >= joins, "the first consumer released no partition");
    }

    static Drill largeBacklog(int orders, int kills) {
        String fault = "a backlog of %,d orders, kill -9 of the consumer %d times".formatted(orders, kills);
        return Drill.of("large-backlog", fault, context -> {
            context.programs().createBacklog(orders, BACKLOG_LIMIT);
            context.log("%,d orders wait".formatted(orders));
            killConsumers(context, kills);
            context.awaitLag(0, BACKLOG_LIMIT);
        });
    }
}
