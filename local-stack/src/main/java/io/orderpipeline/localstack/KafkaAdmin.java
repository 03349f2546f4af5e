package io.orderpipeline.localstack;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.orderpipeline.localstack.Security.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The stack's client of one broker, as the super user when the stack is secured. Users are created through it and not
 * by the format command, which takes passwords on its command line only.
 */
record KafkaAdmin(NodeAddress server, Optional<Security> security) implements ServerAdmin {

    private static final int LIMIT_MILLIS = 5_000;
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(200);
    private static final String PRODUCER = "producer";
    private static final String CONSUMER = "consumer";
    private static final String ORDERS = "orders";
    private static final String DEAD_LETTERS = "orders.dead-letters";
    private static final String GROUP = "order-consumer";
    private static final int ITERATIONS = 8192;

    /** Ready is a broker in the cluster's list of nodes: from then on it leads partitions and serves clients. */
    @Override
    public boolean isReady() {
        if (!Ports.isOpen(server.address())) {
            return false;
        }
        Map<String, Object> settings = settings();
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        String address =
                settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG).toString();
        Admin admin = Admin.create(settings);
        try {
            return admin.describeCluster().nodes().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS).stream()
                    .anyMatch(node -> address.equals(node.host() + ":" + node.port()));
        } catch (ExecutionException | TimeoutException notReady) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // Without a limit it would wait for the response of a paused broker.
            admin.close(CLOSE_LIMIT);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, server.clientAddress());
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        security.ifPresent(keys -> {
            settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, keys.certificateServers());
            settings.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "SSL");
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PKCS12");
            settings.put(
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                    keys.file(Certificates.SERVER + ".p12").toString());
            settings.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, keys.secret(Secret.SERVER_STORE));
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    keys.file(Certificates.TRUST_PEM).toString());
        });
        return settings;
    }

    @Override
    public void grantRights() {
        security.ifPresent(this::grantRights);
    }

    private void grantRights(Security keys) {
        try (Admin admin = Admin.create(settings())) {
            admin.alterUserScramCredentials(List.of(
                            user(PRODUCER, keys.secret(Secret.KAFKA_PRODUCER)),
                            user(CONSUMER, keys.secret(Secret.KAFKA_CONSUMER))))
                    .all()
                    .get();
            admin.createAcls(rights()).all().get();
        } catch (ExecutionException e) {
            throw new StackException("kafka: cannot create its users: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while creating the users of kafka", e);
        }
    }

    private static UserScramCredentialUpsertion user(String name, String password) {
        return new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password);
    }

    private static List<AclBinding> rights() {
        List<AclBinding> all = new ArrayList<>();
        for (String producer : List.of(PRODUCER, Certificates.PRODUCER)) {
            all.addAll(allow(producer, ResourceType.TOPIC, ORDERS, WRITE, DESCRIBE, CREATE));
        }
        all.addAll(allow(CONSUMER, ResourceType.TOPIC, ORDERS, READ, DESCRIBE));
        all.addAll(allow(CONSUMER, ResourceType.TOPIC, DEAD_LETTERS, READ, WRITE, DESCRIBE, CREATE));
        all.addAll(allow(CONSUMER, ResourceType.GROUP, GROUP, READ, DESCRIBE));
        all.addAll(allow(CONSUMER, ResourceType.TRANSACTIONAL_ID, GROUP, PatternType.PREFIXED, WRITE, DESCRIBE));
        all.addAll(replayRights());
        return all;
    }

    /** For {@code dead-letters replay}: it writes orders, and marks what it has sent. */
    private static List<AclBinding> replayRights() {
        List<AclBinding> all = new ArrayList<>();
        all.addAll(allow(CONSUMER, ResourceType.TOPIC, ORDERS, WRITE));
        all.addAll(allow(CONSUMER, ResourceType.TOPIC, DEAD_LETTERS + ".replayed", READ, WRITE, DESCRIBE, CREATE));
        all.addAll(allow(CONSUMER, ResourceType.TRANSACTIONAL_ID, DEAD_LETTERS + ".replay", WRITE, DESCRIBE));
        return all;
    }

    private static List<AclBinding> allow(String user, ResourceType type, String name, AclOperation... operations) {
        return allow(user, type, name, PatternType.LITERAL, operations);
    }

    private static List<AclBinding> allow(
            String user, ResourceType type, String name, PatternType pattern, AclOperation... operations) {
        return Arrays.stream(operations)
                .map(operation -> new AclBinding(
                        new ResourcePattern(type, name, pattern),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)))
                .toList();
    }
}
