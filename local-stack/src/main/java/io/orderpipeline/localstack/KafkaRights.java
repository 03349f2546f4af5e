package io.orderpipeline.localstack;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.orderpipeline.localstack.Security.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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
 * The users of a secured broker and the least they need. They are given through a client and not when the folder is
 * formatted, because the format command takes passwords on its command line only.
 */
final class KafkaRights {

    private static final String CONSUMER = "consumer";
    private static final String ORDERS = "orders";
    private static final String DEAD_LETTERS = "orders.dead-letters";
    private static final String GROUP = "order-consumer";
    private static final int ITERATIONS = 8192;

    private final Security security;

    KafkaRights(Security security) {
        this.security = security;
    }

    /** How the stack itself, the super user, reaches the broker. */
    static Map<String, Object> superUser(Security security) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, security.certificateServers());
        settings.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "SSL");
        settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PKCS12");
        settings.put(
                SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                security.file(Certificates.SERVER + ".p12").toString());
        settings.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, security.secret(Secret.SERVER_STORE));
        settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
        settings.put(
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                security.file(Certificates.TRUST_PEM).toString());
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    /** Asking again is harmless. */
    void grant() {
        try (Admin admin = Admin.create(superUser(security))) {
            admin.alterUserScramCredentials(
                            List.of(user("producer", Secret.KAFKA_PRODUCER), user(CONSUMER, Secret.KAFKA_CONSUMER)))
                    .all()
                    .get();
            admin.createAcls(rights()).all().get();
        } catch (ExecutionException e) {
            throw new StackException("kafka: cannot make its users: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while the users of kafka were made", e);
        }
    }

    private UserScramCredentialUpsertion user(String name, Secret password) {
        return new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), security.secret(password));
    }

    private static List<AclBinding> rights() {
        List<AclBinding> all = new ArrayList<>();
        for (String producer : List.of("producer", Certificates.PRODUCER)) {
            all.addAll(allow(producer, ResourceType.TOPIC, ORDERS, WRITE, DESCRIBE, CREATE));
        }
        all.addAll(allow(CONSUMER, ResourceType.TOPIC, ORDERS, READ, DESCRIBE));
        all.addAll(allow(CONSUMER, ResourceType.TOPIC, DEAD_LETTERS, READ, WRITE, DESCRIBE, CREATE));
        all.addAll(allow(CONSUMER, ResourceType.GROUP, GROUP, READ, DESCRIBE));
        all.addAll(allow(CONSUMER, ResourceType.TRANSACTIONAL_ID, GROUP, PatternType.PREFIXED, WRITE, DESCRIBE));
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
