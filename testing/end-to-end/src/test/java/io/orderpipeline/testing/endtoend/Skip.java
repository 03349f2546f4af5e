package io.orderpipeline.testing.endtoend;

import org.junit.jupiter.api.Assumptions;

/** Skips a test with a message in the output of the build. */
public final class Skip {

    private Skip() {}

    public static void unless(boolean possible, String what, String why) {
        if (!possible) {
            System.out.println("SKIPPED: " + what + ", because " + why);
        }
        Assumptions.assumeTrue(possible, why);
    }
}
