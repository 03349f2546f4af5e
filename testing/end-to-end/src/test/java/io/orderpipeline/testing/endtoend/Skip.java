package io.orderpipeline.testing.endtoend;

import org.junit.jupiter.api.Assumptions;

/** Leaves a test out, and says so where the person who runs the build sees it. */
public final class Skip {

    private Skip() {}

    public static void unless(boolean possible, String what, String why) {
        if (!possible) {
            System.out.println("SKIPPED: " + what + ", because " + why);
        }
        Assumptions.assumeTrue(possible, why);
    }
}
