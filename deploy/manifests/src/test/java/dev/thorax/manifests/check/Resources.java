package dev.thorax.manifests.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubernetes.client.custom.Quantity;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Service;
import dev.thorax.manifests.Workload;

/** Compares requests and limits with what the service takes: its heap, its processes, and what is outside of the heap. */
final class Resources implements Check {
    private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);
    /** Classes, code, threads and buffers of a JVM: 295 MiB were resident with a small heap (decision 15). */
    private static final int JVM_MIB = 192;
    /** What a decoder takes beside the memory of its picture (docs/configuration.md). */
    private static final int DECODER_MIB = 128;
    /** Weights and workspaces of two open versions, which no figure of a large network bounds yet. */
    private static final int NETWORKS_MIB = 1024;

    @Override
    public Stream<String> problems(Manifests manifests) {
        return manifests.workloads().stream()
                .flatMap(workload -> Stream.of(memory(workload), processors(workload), disk(workload), gpu(workload))
                        .flatMap(Objects::requireNonNull)
                        .map(problem -> workload.name() + ": " + problem + "."));
    }

    private static Stream<String> memory(Workload workload) {
        double limit = mib(workload.container().at("/resources/limits/memory"));
        double needed = workload.service()
                .map(service -> needed(service, workload.variables()))
                .orElse(0);
        return Stream.concat(
                limit == mib(workload.container().at("/resources/requests/memory")) && limit > 0
                        ? Stream.empty()
                        : Stream.of("request and limit of the memory must be equal"),
                limit >= needed ? Stream.empty() : Stream.of("it needs " + needed + " MiB of memory"));
    }

    private static int needed(Service service, Map<String, String> variables) {
        int jvm = service.heapMib() + JVM_MIB;
        return switch (service) {
            case INGEST ->
                jvm
                        + number(variables, "THORAX_INGEST_DECODE_PROCESSES")
                                * (number(variables, "THORAX_INGEST_DECODE_MEMORY_MIB") + DECODER_MIB);
            case INFERENCE, EXPLAIN -> jvm + NETWORKS_MIB;
            case TRAINING -> jvm;
        };
    }

    private static Stream<String> processors(Workload workload) {
        JsonNode resources = workload.container().path("resources");
        return resources.at("/requests/cpu").isMissingNode()
                        || resources.at("/limits").has("cpu")
                ? Stream.of("it must request processors, and have no limit of them")
                : Stream.empty();
    }

    private static Stream<String> disk(Workload workload) {
        double volumes = Manifest.list(workload.pod().path("volumes"))
                .filter(volume -> volume.has("emptyDir"))
                .mapToDouble(volume -> mib(volume.at("/emptyDir/sizeLimit")))
                .map(size -> size == 0 ? Double.POSITIVE_INFINITY : size)
                .sum();
        double cached = Stream.of("THORAX_INFERENCE_CACHE_MIB", "THORAX_EXPLAIN_MODELS_MIB")
                .mapToInt(name -> number(workload.variables(), name))
                .sum();
        double cache = mib(workload.volume("cache").at("/emptyDir/sizeLimit"));
        return Stream.concat(
                volumes <= mib(workload.container().at("/resources/limits/ephemeral-storage"))
                                && workload.container()
                                        .at("/resources/limits/ephemeral-storage")
                                        .equals(workload.container().at("/resources/requests/ephemeral-storage"))
                        ? Stream.empty()
                        : Stream.of("its volumes do not fit into its disk"),
                cached <= cache ? Stream.empty() : Stream.of("its models do not fit into the volume cache"));
    }

    private static Stream<String> gpu(Workload workload) {
        JsonNode resources = workload.container().path("resources");
        JsonNode limit = resources.path("limits").path("nvidia.com/gpu");
        boolean isCuda = workload.container().path("image").asText().endsWith("-cuda");
        boolean isWhole = limit.equals(resources.path("requests").path("nvidia.com/gpu"));
        return isWhole && isCuda == !limit.isMissingNode()
                ? Stream.empty()
                : Stream.of("an image with CUDA needs a GPU, and no other one does");
    }

    private static int number(Map<String, String> variables, String name) {
        return Integer.parseInt(variables.getOrDefault(name, "0"));
    }

    private static double mib(JsonNode quantity) {
        return quantity.isMissingNode()
                ? 0
                : Quantity.fromString(quantity.asText()).getNumber().divide(MIB).doubleValue();
    }
}
