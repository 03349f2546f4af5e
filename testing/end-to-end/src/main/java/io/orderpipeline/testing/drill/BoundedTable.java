package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.oracle.TableKind;

/** What the other table layout must bear: a consumer that dies while rows go to many buckets, and a replay into them. */
record BoundedTable(int kills) implements Drill {

    @Override
    public String name() {
        return "bounded-table";
    }

    @Override
    public String fault() {
        return "kill -9 of the consumer, " + kills + " times, and a replay, with --table-layout bounded";
    }

    @Override
    public TableKind table() {
        return TableKind.BOUNDED;
    }

    @Override
    public void run(DrillContext scene) {
        new ConsumerKill(kills).run(scene);
        new ReplayFromStart().into(scene);
    }
}
