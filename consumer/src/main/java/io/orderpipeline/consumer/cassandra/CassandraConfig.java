package io.orderpipeline.consumer.cassandra;

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
        List<InetSocketAddress> contactPoints,
        String localDatacenter,
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
        contactPoints = List.copyOf(contactPoints);
        require(!contactPoints.isEmpty(), "--contact-points needs at least one host:port");
        require(
                DATACENTER.matcher(localDatacenter).matches(),
                "--local-datacenter '" + localDatacenter + "' is not a name; try datacenter1");
        require(
                KEYSPACE.matcher(keyspace).matches(),
                "--keyspace '" + keyspace + "' is not 1 to 48 lower-case letters, digits and _, a letter first");
        require(replicationFactor >= 1, "--replication-factor must be 1 or more, was " + replicationFactor);
        require(connections >= 1, "--cassandra-connections must be 1 or more, was " + connections);
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
        return ServerAddresses.format(contactPoints, ", ");
    }
}
