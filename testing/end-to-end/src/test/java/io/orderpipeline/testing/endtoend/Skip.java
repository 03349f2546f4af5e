package io.orderpipeline.testing.endtoend;

import org.junit.jupiter.api.Assumptions;

/**
 * Skips a test with a message in the output of the build. With {@code -Dstrict}, a test whose tool is a package of the
 * operating system fails instead, so that a build that installs them cannot be green without them; with {@code
 * -Dstrict=containers}, a test that needs an image does too.
 */
public final class Skip {

    private static final String STRICT = System.getProperty("strict");

    private Skip() {}

    /** @param isInstalled whether the packages that {@code .ci/run} installs are there */
    public static void unlessInstalled(boolean isInstalled, String what, String why) {
        require(isInstalled || STRICT == null, what, why);
        unless(isInstalled, what, why);
    }

    /** @param areThere whether a Docker engine responds and has the images */
    static void unlessContainers(boolean areThere, String what, String why) {
        requireContainers(areThere, what, why);
        unless(areThere, what, why);
    }

    /** Fails with {@code -Dstrict=containers}, and otherwise does nothing. */
    static void requireContainers(boolean areThere, String what, String why) {
        require(areThere || !"containers".equals(STRICT), what, why);
    }

    private static void require(boolean holds, String what, String why) {
        if (!holds) {
            throw new AssertionError("strict: " + what + " cannot be tested, because " + why);
        }
    }

    public static void unless(boolean possible, String what, String why) {
        if (!possible) {
            System.out.println("SKIPPED: " + what + ", because " + why);
        }
        Assumptions.assumeTrue(possible, why);
    }
}
