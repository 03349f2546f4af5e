package io.orderpipeline.drill;

import java.util.List;
import java.util.Optional;

/** All there are, in the order in which they are run: those first that share one stack. */
final class Drills {

    static final List<Drill> ALL = List.of(new ConsumerKill(5), new BrokerKill(), new CassandraKill());

    private Drills() {}

    static Optional<Drill> find(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
