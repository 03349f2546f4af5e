package io.orderpipeline.localstack;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import io.orderpipeline.localstack.Security.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The roles of a secured node and the least they need. */
final class CassandraRights {

    private static final String KEYSPACE = "order_pipeline";

    private final Security security;

    CassandraRights(Security security) {
        this.security = security;
    }

    /** As the super user, whose password is the well-known one until {@link #grant} has changed it. */
    CqlSession session(InetSocketAddress address) {
        try {
            return session(address, security.secret(Secret.CASSANDRA_ADMIN));
        } catch (AllNodesFailedException notYetChanged) {
            return session(address, CassandraServer.SUPERUSER);
        }
    }

    /** Asking again is harmless. */
    void grant(InetSocketAddress address) {
        try (CqlSession session = session(address)) {
            session.execute("ALTER ROLE cassandra WITH PASSWORD = '" + security.secret(Secret.CASSANDRA_ADMIN) + "'");
            session.execute("CREATE ROLE IF NOT EXISTS consumer WITH PASSWORD = '"
                    + security.secret(Secret.CASSANDRA_CONSUMER) + "' AND LOGIN = true");
            session.execute("CREATE KEYSPACE IF NOT EXISTS " + KEYSPACE
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + CassandraServer.DATACENTER
                    + "': 1}");
            for (String right : new String[] {"CREATE", "SELECT", "MODIFY"}) {
                session.execute("GRANT " + right + " ON KEYSPACE " + KEYSPACE + " TO consumer");
            }
        }
    }

    private CqlSession session(InetSocketAddress address, String password) {
        CqlSessionBuilder builder = CassandraProbe.builder(address)
                .withAuthCredentials(CassandraServer.SUPERUSER, password)
                .withSslEngineFactory(new ProgrammaticSslEngineFactory(tls(), null, true));
        return builder.build();
    }

    private SSLContext tls() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(new Certificates(security).load(security.file(Certificates.TRUST_STORE), Secret.CLIENT_STORE));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StackException("cannot read " + security.file(Certificates.TRUST_STORE) + ": " + e, e);
        }
    }
}
