package io.orderpipeline.testing.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kubernetes files are valid, and fit together and to the programs. Needs no cluster. */
final class KubernetesManifestsTest {

    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1 Service", Service.class,
            "apps/v1 Deployment", Deployment.class,
            "batch/v1 Job", Job.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
            "kustomize.config.k8s.io/v1beta1 Kustomization", Kustomization.class,
            "keda.sh/v1alpha1 ScaledObject", ScaledObject.class);

    private static final String KUSTOMIZATION = "kustomization.yaml";

    /** What the file uses of Kustomize, for which there is no usable model. */
    private record Kustomization(
            String apiVersion,
            String kind,
            List<String> resources,
            List<ConfigMap> configMapGenerator,
            List<Image> images) {

        record ConfigMap(String name, List<String> files) {}

        record Image(String name, String newTag) {}
    }

    /** What the file uses of KEDA's resource, likewise; the behaviour is that of Kubernetes. */
    private record ScaledObject(String apiVersion, String kind, Map<String, String> metadata, Spec spec) {

        record Spec(
                Map<String, String> scaleTargetRef,
                int minReplicaCount,
                int maxReplicaCount,
                int cooldownPeriod,
                Advanced advanced,
                List<Trigger> triggers) {}

        record Advanced(AutoscalerConfig horizontalPodAutoscalerConfig) {}

        record AutoscalerConfig(HorizontalPodAutoscalerBehavior behavior) {}

        record Trigger(String type, Map<String, String> metadata) {}
    }

    private static List<Path> files() throws IOException {
        return Manifests.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void should_have_only_fields_that_kubernetes_knows(Path file) {
        assertThat(Manifests.documents(file)).isNotEmpty().allSatisfy(KubernetesManifestsTest::parse);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replica: 3", "replicas: three", "replicas: '3'", "template: {spec: {hostNetworks: true}}"})
    void should_notice_a_misspelled_field_and_a_wrong_type(String spec, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("wrong.yaml"), "apiVersion: apps/v1\nkind: Deployment\nspec: {" + spec + "}\n");

        assertThatThrownBy(() -> parse(Manifests.documents(file).get(0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void should_apply_every_file_that_needs_no_operator() throws IOException {
        List<String> applied = new ArrayList<>();
        for (Path file : files()) {
            if (file.endsWith(KUSTOMIZATION)) {
                Kustomization kustomization =
                        (Kustomization) parse(Manifests.documents(file).get(0));
                applied.addAll(kustomization.resources());
                assertThat(kustomization.configMapGenerator()).hasSize(1).allSatisfy(map -> assertThat(map.files())
                        .allSatisfy(
                                name -> assertThat(file.resolveSibling(name)).exists()));
            }
        }

        assertThat(applied)
                .containsExactlyInAnyOrderElementsOf(files().stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name ->
                                !List.of(KUSTOMIZATION, "scale-by-lag.yaml").contains(name))
                        .toList());
    }

    @Test
    void should_name_the_images_of_the_pods() throws IOException {
        assertThat(all(Kustomization.class)
                        .flatMap(kustomization -> kustomization.images().stream())
                        .map(image -> image.name() + ":" + image.newTag()))
                .containsExactlyInAnyOrder(
                        container(consumerPod()).getImage(),
                        container(producerPod()).getImage());
    }

    /** Generated orders in the topic of a shop cannot be told from real ones. */
    @Test
    void should_not_generate_orders_unless_asked_to() throws IOException {
        Kustomization consumer = (Kustomization) parse(
                Manifests.documents(Manifests.FOLDER.resolve(KUSTOMIZATION)).get(0));

        assertThat(consumer.resources()).doesNotContain("producer.yaml", "load");
    }

    @Test
    void should_select_the_pods_of_the_consumer_wherever_pods_are_selected() throws IOException {
        Deployment consumer = one(Deployment.class);
        Map<String, String> labels =
                consumer.getSpec().getTemplate().getMetadata().getLabels();

        assertThat(consumer.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(one(Service.class).getSpec().getSelector()).isEqualTo(labels);
        assertThat(one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(policyOf(labels)).isPresent();
        assertThat(consumer.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .hasSize(2)
                .allSatisfy(spread ->
                        assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(labels));
        assertThat(one(ScaledObject.class).spec().scaleTargetRef())
                .containsEntry("name", consumer.getMetadata().getName());
    }

    @Test
    void should_admit_requests_to_the_http_port_of_the_consumer_only() throws IOException {
        NetworkPolicy consumer = policyOf(labels(consumerPod())).orElseThrow();
        NetworkPolicy producer = policyOf(labels(producerPod())).orElseThrow();

        assertThat(consumer.getSpec().getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getFrom()).isNotEmpty();
            assertThat(rule.getPorts()).singleElement().satisfies(port -> assertThat(
                            port.getPort().getStrVal())
                    .isEqualTo(container(consumerPod()).getPorts().get(0).getName()));
        });
        assertThat(producer.getSpec().getIngress()).isEmpty();
        assertThat(Stream.of(consumer, producer))
                .allSatisfy(
                        policy -> assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress"));
    }

    @Test
    void should_let_the_programs_reach_the_servers_that_their_options_name() throws IOException {
        assertThat(egress(labels(consumerPod()))).containsAll(serverPorts("consumer.properties"));
        assertThat(egress(labels(producerPod()))).containsAll(serverPorts("load/producer.properties"));
        assertThat(serverPorts("consumer.properties")).hasSize(2);
    }

    @Test
    void should_run_without_privileges_on_a_read_only_file_system() throws IOException {
        for (PodTemplateSpec pod : List.of(consumerPod(), producerPod())) {
            Container container = container(pod);
            assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getVolumeMounts())
                    .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                    .singleElement()
                    .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
        }
    }

    /** The heap is a share of the limit, and the node must have it. */
    @Test
    void should_reserve_the_memory_that_the_programs_may_use() throws IOException {
        for (PodTemplateSpec pod : List.of(consumerPod(), producerPod())) {
            var resources = container(pod).getResources();
            assertThat(resources.getRequests().get("memory"))
                    .isEqualTo(resources.getLimits().get("memory"));
            assertThat(resources.getRequests()).containsKey("cpu");
        }
    }

    @Test
    void should_replace_pods_one_after_the_other() throws IOException {
        var update = one(Deployment.class).getSpec().getStrategy().getRollingUpdate();

        assertThat(update.getMaxSurge().getIntVal()).isOne();
        assertThat(update.getMaxUnavailable().getIntVal()).isZero();
        assertThat(one(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal())
                .isOne();
    }

    private static Object parse(Map<String, Object> document) {
        String kind = document.get("apiVersion") + " " + document.get("kind");
        assertThat(KINDS).containsKey(kind);
        return Manifests.strictly(document, KINDS.get(kind));
    }

    private static <T> Stream<T> all(Class<T> type) throws IOException {
        return files().stream()
                .flatMap(file -> Manifests.documents(file).stream())
                .map(KubernetesManifestsTest::parse)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static <T> T one(Class<T> type) throws IOException {
        List<T> found = all(type).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Optional<NetworkPolicy> policyOf(Map<String, String> labels) throws IOException {
        return all(NetworkPolicy.class)
                .filter(policy ->
                        policy.getSpec().getPodSelector().getMatchLabels().equals(labels))
                .findFirst();
    }

    private static PodTemplateSpec consumerPod() throws IOException {
        return one(Deployment.class).getSpec().getTemplate();
    }

    private static PodTemplateSpec producerPod() throws IOException {
        return one(Job.class).getSpec().getTemplate();
    }

    private static Map<String, String> labels(PodTemplateSpec pod) {
        return pod.getMetadata().getLabels();
    }

    private static Container container(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().get(0);
    }

    private static List<Integer> egress(Map<String, String> labels) throws IOException {
        return policyOf(labels).orElseThrow().getSpec().getEgress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(NetworkPolicyPort::getPort)
                .map(port -> port.getIntVal())
                .toList();
    }

    private static List<Integer> serverPorts(String properties) throws IOException {
        return Pattern.compile("(?m)^(?:bootstrap-servers|contact-points)=[^:\n]+:(\\d+)$")
                .matcher(Files.readString(Manifests.FOLDER.resolve(properties)))
                .results()
                .map(server -> Integer.valueOf(server.group(1)))
                .toList();
    }
}
