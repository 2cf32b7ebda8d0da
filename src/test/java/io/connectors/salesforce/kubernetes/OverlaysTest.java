package io.connectors.salesforce.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.Needs;
import io.connectors.salesforce.Tool;
import io.connectors.salesforce.config.Connectors;
import io.connectors.salesforce.config.Problem;
import io.connectors.salesforce.config.Severity;
import io.connectors.salesforce.server.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests for Kubernetes, file by file and as each overlay renders them. */
class OverlaysTest {
    /** The one thing an administrator makes by hand. */
    private static final String SECRETS = "connector-secrets";

    static List<String> overlays() throws IOException {
        try (Stream<Path> folders = Files.list(Manifests.ROOT.resolve("overlays"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Manifests.ROOT)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml")
                            && !file.toString().contains("connectors"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Container> containers(List<PodTemplateSpec> pods) {
        return pods.stream().flatMap(pod -> pod.getSpec().getContainers().stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileHasOnlyFieldsKubernetesKnows(Path file) throws IOException {
        assertThat(Manifests.of(Files.readString(file)).all()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void everythingIsInTheNamespaceThatEnforcesRestrictedPods(String overlay) throws Exception {
        Manifests manifests = Manifests.rendered(overlay);

        Namespace namespace = manifests.all(Namespace.class).get(0);
        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(manifests.all())
                .filteredOn(resource -> !(resource instanceof Namespace))
                .allSatisfy(resource -> assertThat(resource.getMetadata().getNamespace())
                        .isEqualTo(namespace.getMetadata().getName()));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void everyPodIsRestricted(String overlay) throws Exception {
        assertThat(Manifests.rendered(overlay).pods()).isNotEmpty().allSatisfy(pod -> {
            PodSpec spec = pod.getSpec();
            assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(spec.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(spec.getAutomountServiceAccountToken()).isFalse();
            assertThat(spec.getEnableServiceLinks())
                    .as("CONSOLE_PORT is a setting")
                    .isFalse();
            assertThat(Stream.of(spec.getHostNetwork(), spec.getHostPID(), spec.getHostIPC()))
                    .doesNotContain(true);
            assertThat(spec.getVolumes())
                    .allMatch(volume -> Stream.of(volume.getConfigMap(), volume.getSecret(), volume.getEmptyDir())
                            .anyMatch(Objects::nonNull));
        });
        assertThat(containers(Manifests.rendered(overlay).pods())).allSatisfy(container -> {
            SecurityContext context = container.getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getPrivileged()).isNull();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
            assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void everyContainerSaysWhatItNeedsAndWhichVersionItIs(String overlay) throws Exception {
        assertThat(containers(Manifests.rendered(overlay).pods())).allSatisfy(container -> {
            assertThat(container.getImage()).contains(":").doesNotEndWith(":latest");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits())
                    .containsEntry(
                            "memory", container.getResources().getRequests().get("memory"));
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void everyServerIsProbed(String overlay) throws Exception {
        assertThat(containers(Manifests.rendered(overlay).servers())).allSatisfy(container -> {
            List<Probe> probes = Stream.of(
                            container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                    .toList();
            assertThat(probes).doesNotContainNull();
            assertThat(probes.stream().map(Probe::getHttpGet).filter(Objects::nonNull))
                    .allSatisfy(probe -> assertThat(container.getPorts())
                            .extracting(ContainerPort::getName)
                            .contains(probe.getPort().getStrVal()));
        });
        assertThat(containers(Manifests.rendered(overlay).servers())
                        .filter(container -> container.getName().equals("connector")))
                .allSatisfy(container -> {
                    assertThat(container.getStartupProbe().getHttpGet().getPath())
                            .isEqualTo("/observe/health/live");
                    assertThat(container.getLivenessProbe().getHttpGet().getPath())
                            .as("a database or an org that is away is no reason to restart")
                            .isEqualTo("/observe/health/live");
                    assertThat(container.getReadinessProbe().getHttpGet().getPath())
                            .isEqualTo("/observe/health/ready");
                });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void aStopHasMoreTimeThanThePresentPage(String overlay) throws Exception {
        long stop = Settings.load().number("camel.main.shutdown-timeout", 1);

        assertThat(Manifests.rendered(overlay).pods())
                .allSatisfy(pod -> assertThat(pod.getSpec().getTerminationGracePeriodSeconds())
                        .isGreaterThan(stop + 10));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void everyReferenceIsThere(String overlay) throws Exception {
        Manifests manifests = Manifests.rendered(overlay);

        assertThat(manifests.pods()).allSatisfy(pod -> {
            PodSpec spec = pod.getSpec();
            assertThat(manifests.names(ServiceAccount.class)).contains(spec.getServiceAccountName());
            assertThat(spec.getVolumes()).allSatisfy(volume -> {
                if (volume.getConfigMap() != null) {
                    assertThat(manifests.names(ConfigMap.class))
                            .contains(volume.getConfigMap().getName());
                }
                if (volume.getSecret() != null) {
                    assertThat(volume.getSecret().getSecretName()).isEqualTo(SECRETS);
                }
            });
            assertThat(containers(List.of(pod)).flatMap(container -> container.getEnvFrom().stream()))
                    .allSatisfy(source -> assertThat(manifests.names(ConfigMap.class))
                            .contains(source.getConfigMapRef().getName()));
            List<String> claims = manifests.all(StatefulSet.class).stream()
                    .flatMap(server -> server.getSpec().getVolumeClaimTemplates().stream())
                    .map(PersistentVolumeClaim::getMetadata)
                    .map(metadata -> metadata.getName())
                    .toList();
            assertThat(containers(List.of(pod)).flatMap(container -> container.getVolumeMounts().stream()))
                    .extracting(VolumeMount::getName)
                    .isSubsetOf(Stream.concat(spec.getVolumes().stream().map(Volume::getName), claims.stream())
                            .toList());
        });
        assertThat(manifests.all(StatefulSet.class))
                .allSatisfy(server -> assertThat(manifests.names(Service.class))
                        .contains(server.getSpec().getServiceName()));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void everySelectorMeansAPod(String overlay) throws Exception {
        Manifests manifests = Manifests.rendered(overlay);

        assertThat(manifests.all(Service.class))
                .allMatch(service -> manifests.selectsAPod(service.getSpec().getSelector()));
        assertThat(manifests.all(PodDisruptionBudget.class))
                .allMatch(budget ->
                        manifests.selectsAPod(budget.getSpec().getSelector().getMatchLabels()));
        assertThat(manifests.all(NetworkPolicy.class))
                .allMatch(policy ->
                        manifests.selectsAPod(policy.getSpec().getPodSelector().getMatchLabels()));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void theNetworkIsClosedButForNamesHttpsAndTheDatabase(String overlay) throws Exception {
        List<NetworkPolicy> policies = Manifests.rendered(overlay).all(NetworkPolicy.class);

        assertThat(policies).anySatisfy(policy -> {
            assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEmpty();
            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
            assertThat(policy.getSpec().getEgress()).isEmpty();
            assertThat(policy.getSpec().getIngress()).isEmpty();
        });
        assertThat(policies.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .peek(rule -> assertThat(rule.getTo()).isNotEmpty())
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(NetworkPolicyPort::getPort)
                        .map(port -> port.getIntVal()))
                .containsOnly(53, 443, 5432);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    @Needs(Tool.KUSTOMIZE)
    void everySettingIsOneOfOurs(String overlay) throws Exception {
        List<String> known = Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
                .filter(line -> line.contains(" =") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(" =")).replaceAll("[^a-z0-9]", "_"))
                .map(name -> name.toUpperCase(java.util.Locale.ROOT))
                .toList();

        assertThat(Manifests.rendered(overlay).all(ConfigMap.class))
                .filteredOn(map -> map.getMetadata().getName().startsWith("settings"))
                .singleElement()
                .satisfies(map -> assertThat(map.getData().keySet()).isSubsetOf(known));
    }

    @Test
    void theConnectorIsValidAndInactive() {
        Connectors connectors =
                Connectors.read(Manifests.ROOT.resolve("base/connectors"), UnaryOperator.identity(), name -> true);

        assertThat(connectors.problems()).extracting(Problem::severity).doesNotContain(Severity.ERROR);
        assertThat(connectors.valid()).singleElement().matches(connector -> !connector.active());
    }
}
