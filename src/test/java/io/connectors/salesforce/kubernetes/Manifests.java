package io.connectors.salesforce.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.connectors.salesforce.Tool;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the cluster would be told, read so that a field Kubernetes does not know is an error. */
final class Manifests {
    static final Path ROOT = Path.of("src/main/kubernetes");
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    ConfigMap.class,
                    CronJob.class,
                    Deployment.class,
                    Namespace.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    Service.class,
                    ServiceAccount.class,
                    StatefulSet.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // the model collects what it does not know; here that is refused
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated method) {
                    return Boolean.FALSE;
                }
            })
            .build();

    private final List<HasMetadata> all;

    private Manifests(List<HasMetadata> all) {
        this.all = all;
    }

    /** What kubectl apply -k would send. */
    static Manifests rendered(String overlay) throws IOException, InterruptedException {
        Path tool = Tool.KUSTOMIZE.program().orElseThrow();
        List<String> command =
                new ArrayList<>(List.of(tool.toString(), tool.endsWith("kubectl") ? "kustomize" : "build"));
        command.add(ROOT.resolve("overlays").resolve(overlay).toString());
        Path errors = Files.createTempFile("kustomize", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(errors));
        }
        Files.delete(errors);
        return of(text);
    }

    static Manifests of(String text) throws IOException {
        List<HasMetadata> all = new ArrayList<>();
        for (JsonNode document :
                YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll()) {
            String kind = document.path("kind").asText();
            if (!KINDS.containsKey(kind)) {
                throw new IOException("Nothing is known of the kind " + kind + ". Add its class here.");
            }
            HasMetadata resource = STRICT.treeToValue(document, KINDS.get(kind));
            if (!document.path("apiVersion").asText().equals(HasMetadata.getApiVersion(KINDS.get(kind)))) {
                throw new IOException(kind + " is not of version " + document.path("apiVersion"));
            }
            all.add(resource);
        }
        return new Manifests(all);
    }

    List<HasMetadata> all() {
        return all;
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The names of the resources of a kind. */
    List<String> names(Class<? extends HasMetadata> kind) {
        return all(kind).stream()
                .map(resource -> resource.getMetadata().getName())
                .toList();
    }

    /** Every pod that will be, servers and jobs. */
    List<PodTemplateSpec> pods() {
        return Stream.concat(
                        servers().stream(),
                        all(CronJob.class).stream()
                                .map(job ->
                                        job.getSpec().getJobTemplate().getSpec().getTemplate()))
                .toList();
    }

    /** The pods that stay. */
    List<PodTemplateSpec> servers() {
        return Stream.concat(
                        all(Deployment.class).stream()
                                .map(server -> server.getSpec().getTemplate()),
                        all(StatefulSet.class).stream()
                                .map(server -> server.getSpec().getTemplate()))
                .toList();
    }

    /** Whether a selector means one of the pods. */
    boolean selectsAPod(Map<String, String> labels) {
        return pods().stream()
                .anyMatch(pod -> pod.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(labels == null ? List.of() : labels.entrySet()));
    }
}
