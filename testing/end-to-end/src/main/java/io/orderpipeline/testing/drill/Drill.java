package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.CassandraTuning;
import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.testing.oracle.TableKind;

/** One fault, brought about while orders flow. What must hold afterwards is the same for all: see {@link DrillAssertions}. */
interface Drill {

    /** As the command line takes it. */
    String name();

    /** What happens, in a few words. */
    String fault();

    /** What Cassandra is given to work with. */
    default CassandraTuning tuning() {
        return CassandraTuning.SHIPPED;
    }

    /** Where the consumer writes. */
    default TableKind table() {
        return TableKind.PLAIN;
    }

    /** How many servers there are to be harmed. */
    default ClusterSize size() {
        return ClusterSize.ALONE;
    }

    /**
     * Starts the programs, does harm, and mends it again; what still runs at the end is ended in order afterwards.
     *
     * @throws DrillException when the programs did not bear it as promised
     */
    void run(DrillContext scene);
}
