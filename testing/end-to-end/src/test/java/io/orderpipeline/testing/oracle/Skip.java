package io.orderpipeline.testing.oracle;

import org.junit.jupiter.api.Assumptions;

/** Leaves a test out, and says so where the person who runs the build sees it. */
final class Skip {

    private Skip() {}

    static void unless(boolean possible, String what, String why) {
        if (!possible) {
            System.out.println("SKIPPED: " + what + ", because " + why);
        }
        Assumptions.assumeTrue(possible, why);
    }
}
