package io.orderpipeline.consumer.cassandra;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.ServerAddresses;
import io.orderpipeline.common.cli.UserError;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The connection to Cassandra, and the table for the orders.
 *
 * @param connections to each node of the local datacenter
 * @param consistency empty for the level of the driver configuration, whose default is LOCAL_QUORUM
 * @param driverConfig a driver configuration file, or null
 */
public record CassandraConfig(
        Nodes nodes,
        String keyspace,
        LayoutChoice layout,
        int replicationFactor,
        int connections,
        Optional<Consistency> consistency,
        Path driverConfig) {

    /** Names that need no quotes in CQL. This also prevents CQL injection. */
    private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    private static final Pattern DATACENTER = Pattern.compile("[A-Za-z0-9._-]+");

    public CassandraConfig {
        require(
                KEYSPACE.matcher(keyspace).matches(),
                "--keyspace '" + keyspace + "' is not 1 to 48 lower-case letters, digits and _, a letter first");
        require(replicationFactor >= 1, "--replication-factor must be 1 or more, was " + replicationFactor);
        require(connections >= 1, "--cassandra-connections must be 1 or more, was " + connections);
    }

    /**
     * Where the cluster is: at contact points in a datacenter, or where a secure connect bundle says.
     *
     * @param contactPoints none with a bundle
     * @param localDatacenter empty with a bundle
     * @param bundle path or URL of a secure connect bundle
     */
    public record Nodes(
            List<InetSocketAddress> contactPoints, Optional<String> localDatacenter, Optional<String> bundle) {

        private static final int PORT = 9042;
        private static final String LOCAL_NODE = "127.0.0.1";
        private static final String LOCAL_DATACENTER = "datacenter1";

        public Nodes {
            contactPoints = List.copyOf(contactPoints);
            localDatacenter.ifPresent(name -> require(
                    DATACENTER.matcher(name).matches(),
                    "--local-datacenter '" + name + "' is not a name; try " + LOCAL_DATACENTER));
        }

        public static Nodes at(List<InetSocketAddress> contactPoints, String localDatacenter) {
            return new Nodes(contactPoints, Optional.of(localDatacenter), Optional.empty());
        }

        /**
         * The nodes of the options, else of the driver configuration, else the local node.
         *
         * @param contactPoints null when the option was not given
         * @param localDatacenter likewise
         * @param driverConfig likewise
         */
        public static Nodes of(List<String> contactPoints, String localDatacenter, Path driverConfig) {
            DriverSettings.Addresses inFile = DriverSettings.addresses(driverConfig);
            inFile.bundle()
                    .ifPresent(bundle -> require(
                            contactPoints == null && localDatacenter == null,
                            "--cassandra-config: " + driverConfig + " names the secure connect bundle "
                                    + ErrorText.ofUrl(bundle)
                                    + ", which has the nodes; leave out --contact-points and --local-datacenter"));
            if (inFile.bundle().isPresent()) {
                return new Nodes(List.of(), Optional.empty(), inFile.bundle());
            }
            return at(
                    contactPoints == null
                            ? inFile.contactPoints(driverConfig, PORT).orElse(parse(List.of(LOCAL_NODE)))
                            : parse(contactPoints),
                    Optional.ofNullable(localDatacenter)
                            .or(inFile::localDatacenter)
                            .orElse(LOCAL_DATACENTER));
        }

        private static List<InetSocketAddress> parse(List<String> contactPoints) {
            return ServerAddresses.parse("--contact-points", contactPoints, PORT);
        }
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw UserError.badUsage(message);
        }
    }

    /**
     * Reads the key and trust stores of the driver configuration, before anything connects.
     *
     * @throws UserError when one cannot be read
     */
    public void requireStores() {
        DriverSettings.requireStores(this);
    }

    /** Includes the keyspace. */
    public String tableName() {
        return keyspace + "." + layout.table();
    }

    /** For messages: the contact points as they were given. */
    public String addresses() {
        return nodes.bundle()
                .map(bundle -> "the address in " + ErrorText.ofUrl(bundle))
                .orElseGet(() -> ServerAddresses.format(nodes.contactPoints(), ", "));
    }
}
