package io.orderpipeline.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All there are, in the order in which they are run: those first that share one stack. */
final class Drills {

    static final List<Drill> ALL = List.of(
            new ConsumerKill(5),
            new ProducerKill(3),
            new BrokerKill(),
            new CassandraKill(),
            new CassandraPause(Duration.ofSeconds(30)),
            new BrokerPause(Duration.ofSeconds(60)),
            new Zombie(),
            new ComingAndGoing(Duration.ofSeconds(60)),
            new SlowDatabase(Duration.ofSeconds(15)),
            new BrokenConnections(5, Duration.ofSeconds(20)),
            new LongOutage(Duration.ofSeconds(60), 5),
            new MalformedRecords(500),
            new Duplicates(),
            new Replay(),
            new LargeBacklog(1_000_000, 3),
            new PoorDatabase(300_000),
            new SmallBatchLimit(10_000));

    private Drills() {}

    static Optional<Drill> find(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
