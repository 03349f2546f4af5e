package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.typesafe.config.ConfigException;
import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.ExtraJars;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.tls.TlsFailure;
import io.orderpipeline.common.tls.TlsProbe;
import io.orderpipeline.consumer.cassandra.row.DriverErrorText;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Opens the driver session of the process. Waits for Cassandra, unless waiting cannot help. One thread. */
final class CassandraConnector {

    /** For one attempt to connect to any contact point. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

    private static final Pattern MISSING_CLASS = Pattern.compile("Can't find class");

    private final CassandraConfig config;
    private final StopSignal stop;
    private final Optional<Object> meterRegistry;
    private final Duration attemptTimeout;

    /** Of the last attempt, whose thread may still download a bundle: the next one waits for it. */
    private CompletableFuture<CqlSession> opening;

    CassandraConnector(CassandraConfig config, StopSignal stop, Optional<Object> meterRegistry) {
        this(config, stop, meterRegistry, ATTEMPT_TIMEOUT);
    }

    CassandraConnector(
            CassandraConfig config, StopSignal stop, Optional<Object> meterRegistry, Duration attemptTimeout) {
        this.meterRegistry = meterRegistry;
        this.config = config;
        this.stop = stop;
        this.attemptTimeout = attemptTimeout;
    }

    /**
     * The caller closes the session.
     *
     * @throws UserError when waiting would not help: a wrong password, a datacenter that does not exist
     */
    CqlSession connect(ServiceWait wait) throws InterruptedException {
        CqlSession session = await(wait);
        try {
            checkDatacenter(session);
            return session;
        } catch (UserError e) {
            session.close();
            throw e;
        }
    }

    private CqlSession await(ServiceWait wait) throws InterruptedException {
        try {
            return wait.until("Cassandra at " + config.addresses(), this::attempt);
        } catch (UserError | StoppedException | InterruptedException e) {
            if (opening != null) {
                var unused = opening.thenCompose(CqlSession::closeAsync);
            }
            throw e;
        }
    }

    private CqlSession attempt() throws NotReadyException, InterruptedException {
        if (opening == null || opening.isDone()) {
            opening = open();
        }
        try {
            CompletableFuture.anyOf(opening, stop.future()).get(attemptTimeout.toMillis(), TimeUnit.MILLISECONDS);
            if (opening.isDone()) {
                return opening.get();
            }
            throw new NotReadyException("stopping");
        } catch (TimeoutException e) {
            throw new NotReadyException("no answer within " + attemptTimeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw toNotReady(e.getCause());
        }
    }

    /** On a thread of its own: the driver fetches what a secure connect bundle refers to before it returns. */
    private CompletableFuture<CqlSession> open() {
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoints(config.nodes().contactPoints())
                .withConfigLoader(DriverSettings.of(config, meterRegistry.isPresent()))
                .withMetricRegistry(meterRegistry.orElse(null));
        config.nodes().localDatacenter().ifPresent(builder::withLocalDatacenter);
        return CompletableFuture.supplyAsync(
                        builder::buildAsync, task -> DaemonThreads.start("cassandra-connect", task))
                .thenCompose(opening -> opening);
    }

    private NotReadyException toNotReady(Throwable failure) {
        if (failure instanceof AllNodesFailedException all) {
            List<Throwable> causes =
                    all.getAllErrors().values().stream().flatMap(List::stream).toList();
            causes.forEach(this::rejectCredentials);
            causes.forEach(this::rejectTls);
            requireSameProtocol();
            return new NotReadyException(reason(causes.get(0)), failure);
        }
        rejectCredentials(failure);
        rejectTls(failure);
        if (failure instanceof IllegalArgumentException || failure instanceof ConfigException) {
            throw rejectedSettings(failure);
        }
        return new NotReadyException(reason(failure), failure);
    }

    private static UserError rejectedSettings(Throwable failure) {
        String message = "the Cassandra driver rejects the file of --cassandra-config: " + failure.getMessage();
        return UserError.failed(
                MISSING_CLASS.matcher(message).find()
                        ? message + "; correct the name, or add its jar: " + ExtraJars.howToAdd()
                        : message,
                failure);
    }

    private void rejectCredentials(Throwable cause) {
        if (cause instanceof AuthenticationException) {
            String why = cause.getMessage().contains("no authenticator configured")
                    ? " requires a user name and a password"
                    : " refuses the user name or password";
            throw UserError.failed(
                    "Cassandra at " + config.addresses() + why + "; set both in the file of --cassandra-config"
                            + " (datastax-java-driver.advanced.auth-provider)",
                    cause);
        }
    }

    /** Only for TLS errors, not for a connection that was closed. */
    private void rejectTls(Throwable cause) {
        TlsFailure.reason(cause).ifPresent(reason -> {
            throw UserError.failed(
                    "no TLS with Cassandra at " + config.addresses() + ": " + reason + "; check the file of"
                            + " --cassandra-config (datastax-java-driver.advanced.ssl-engine-factory)",
                    cause);
        });
    }

    /** A node that expects TLS does not respond to a driver without it. */
    private void requireSameProtocol() {
        if (!DriverSettings.haveTls(config)
                && config.nodes().contactPoints().stream().anyMatch(TlsProbe::speaksTls)) {
            throw UserError.failed("Cassandra at " + config.addresses() + " speaks TLS and we do not: set"
                    + " datastax-java-driver.advanced.ssl-engine-factory in the file of --cassandra-config");
        }
    }

    /** The message of the deepest cause that has one, without the exceptions that wrap it. */
    private String reason(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "unknown host: there is no host of that name";
            }
            if (cause instanceof ConnectException || cause instanceof ClosedChannelException) {
                return "nothing answers there; is it running, and reachable from here?";
            }
            if (cause instanceof ClosedConnectionException) {
                return "the connection is closed; is that a Cassandra node, and is the port right?";
            }
            deepest = cause.getMessage() == null ? deepest : cause;
        }
        String text = DriverErrorText.of(deepest);
        // The JDK names the whole URL of a failed download.
        return config.nodes()
                .bundle()
                .map(url -> text.replace(url, ErrorText.ofUrl(url)))
                .orElse(text);
    }

    private void checkDatacenter(CqlSession session) {
        TreeSet<String> datacenters = session.getMetadata().getNodes().values().stream()
                .map(Node::getDatacenter)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        config.nodes()
                .localDatacenter()
                .filter(name -> !datacenters.contains(name))
                .ifPresent(name -> {
                    throw UserError.failed("--local-datacenter " + name + " does not exist in this cluster; it has "
                            + String.join(", ", datacenters));
                });
    }
}
