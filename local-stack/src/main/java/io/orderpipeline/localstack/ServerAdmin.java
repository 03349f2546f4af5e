package io.orderpipeline.localstack;

import java.util.Optional;

/** The stack's own client of one server. */
public sealed interface ServerAdmin permits KafkaAdmin, CassandraAdmin, SchemaRegistryAdmin {

    /** @param security empty for servers without TLS and passwords */
    static ServerAdmin of(NodeAddress server, Optional<Security> security) {
        return switch (server.kind()) {
            case NodeAddress.KAFKA -> new KafkaAdmin(server, security);
            case NodeAddress.CASSANDRA -> new CassandraAdmin(server, security);
            default -> SchemaRegistryAdmin.of(server, security);
        };
    }

    /**
     * Whether a request succeeds that only a working server can answer: a log line or an open port proves less. Takes a
     * few seconds at most.
     */
    boolean isReady();

    /** Creates users and grants their rights on a secured server. Idempotent. */
    void grantRights();
}
