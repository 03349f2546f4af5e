package io.orderpipeline.consumer.doctor;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Evaluates the versions of Cassandra nodes. Other databases with its protocol report one of its versions, too. */
final class CassandraVersions {

    /** The releases that docs/compatibility.md has as passed. */
    private static final List<String> TESTED = List.of("5.0", "4.1", "4.0");

    /** The consumer reads the keyspace system_schema at its start. */
    private static final int FIRST_WITH_SYSTEM_SCHEMA = 3;

    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.\\d+");

    private CassandraVersions() {}

    /** Why orders cannot be stored, and what to do; empty when no node is too old. */
    static Optional<String> tooOld(Collection<String> versions) {
        return those(versions, version -> major(version) < FIRST_WITH_SYSTEM_SCHEMA)
                .map(old -> "Cassandra " + old + " is too old, it has no keyspace system_schema; upgrade it to one of "
                        + String.join(", ", TESTED));
    }

    /** A warning about versions that no drill has passed with; empty when there is none. */
    static Optional<String> untested(Collection<String> versions) {
        return those(
                        versions,
                        version -> major(version) >= FIRST_WITH_SYSTEM_SCHEMA && !TESTED.contains(release(version)))
                .map(other -> "Cassandra " + other + " is not tested, " + String.join(", ", TESTED)
                        + " are (docs/compatibility.md); run `consumer.jar verify` to prove that it stores orders");
    }

    private static Optional<String> those(Collection<String> versions, Predicate<String> which) {
        return Optional.of(versions.stream().filter(which).collect(Collectors.joining(", ")))
                .filter(text -> !text.isEmpty());
    }

    /** Such as 4.0, of 4.0.19 or 4.0-rc1; the whole text when it has no such form. */
    private static String release(String version) {
        Matcher release = RELEASE.matcher(version);
        return release.lookingAt() ? release.group() : version;
    }

    /** Of a version in another form, the newest. */
    private static int major(String version) {
        Matcher release = RELEASE.matcher(version);
        return release.lookingAt() ? Integer.parseInt(release.group(1)) : Integer.MAX_VALUE;
    }
}
