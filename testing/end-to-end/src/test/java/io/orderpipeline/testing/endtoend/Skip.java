package io.orderpipeline.testing.endtoend;

import org.junit.jupiter.api.Assumptions;

/**
 * Skips a test with a message in the output of the build. With {@code -Dstrict}, a test whose tool is a package of the
 * operating system fails instead, so that a build that installs them cannot be green without them.
 */
public final class Skip {

    private static final boolean STRICT = System.getProperty("strict") != null;

    private Skip() {}

    /** @param isInstalled whether the packages that {@code .ci/run} installs are there */
    public static void unlessInstalled(boolean isInstalled, String what, String why) {
        if (!isInstalled && STRICT) {
            throw new AssertionError("strict: " + what + " cannot be tested, because " + why);
        }
        unless(isInstalled, what, why);
    }

    public static void unless(boolean possible, String what, String why) {
        if (!possible) {
            System.out.println("SKIPPED: " + what + ", because " + why);
        }
        Assumptions.assumeTrue(possible, why);
    }
}
