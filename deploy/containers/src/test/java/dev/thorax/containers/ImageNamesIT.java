package dev.thorax.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the names that {@code build} gives to images with those of compose and of Kubernetes, and the bases of images. */
class ImageNamesIT {
    private static final Path KUBERNETES = Path.of("../../k8s");
    private static final Pattern WORKER = Pattern.compile("THORAX_TRAINING_KUBERNETES_IMAGE=(\\S+)");

    @TempDir
    private Path folder;

    @Test
    void shouldRunWhatIsBuiltInACluster() throws Exception {
        Set<String> cpu = released(print("--registry", "registry.example"));
        Set<String> cuda = released(print("--registry", "registry.example", "--cuda"));

        Set<String> images = new TreeSet<>(kustomized("base/kustomization.yaml"));
        assertThat(images).hasSize(5).isSubsetOf(cpu);
        assertThat(cpu).hasSize(6);
        Set<String> gpu = new TreeSet<>(kustomized("components/gpu/kustomization.yaml"));
        gpu.addAll(workers("components/gpu/kustomization.yaml"));
        assertThat(gpu).hasSize(2).isSubsetOf(cuda);
    }

    @Test
    void shouldRunWhatIsBuiltOnOneMachine() throws Exception {
        Map<String, Map<String, Map<String, String>>> file = new Yaml().load(Files.readString(Path.of("compose.yaml")));
        Set<String> ours = file.get("services").values().stream()
                .map(service -> service.get("image"))
                .map(Object::toString)
                .filter(image -> image.contains("thorax"))
                .map(image -> image.replaceAll("\\$\\{THORAX_TAG:-(.*)}", "$1"))
                .collect(Collectors.toSet());
        assertThat(ours)
                .hasSize(4)
                .isSubsetOf(print().stream().map(ImageNamesIT::image).toList());
    }

    @Test
    void shouldBuildForGpusOnPinnedBasesThatAreNotThoseForProcessors() throws Exception {
        List<String> cuda = print("--cuda");
        assertThat(cuda)
                .hasSize(4)
                .allMatch(line -> line.matches("\\S+-cuda docker\\.io/nvidia/" + ContainerFilesTest.PINNED));
        assertThat(print()).allMatch(line -> line.matches("\\S+ docker\\.io/library/" + ContainerFilesTest.PINNED));
        Script.Result other = script("--cuda", "ingest-service");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.output()).contains("ingest-service needs no GPU");
    }

    @Test
    void shouldTakeTheGivenBaseForAll() throws Exception {
        assertThat(print("--base", "here/base:1", "--tag", "2", "explain-service"))
                .containsExactly("localhost/thorax/explain-service:2 here/base:1");
    }

    private List<String> print(String... options) throws Exception {
        Script.Result result = script(options);
        assertThat(result.status()).as(result.output()).isZero();
        return result.output().lines().toList();
    }

    private Script.Result script(String... options) throws Exception {
        String[] command =
                Stream.concat(Stream.of("build", "--print"), Stream.of(options)).toArray(String[]::new);
        return new Script(folder, Map.of("PATH", System.getenv("PATH"))).run(command);
    }

    private static String image(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    /** Returns names without the registry, with the version that the next release has. */
    private static Set<String> released(List<String> lines) {
        return lines.stream()
                .map(line -> image(line).replace("registry.example/", "").replace("-SNAPSHOT", ""))
                .collect(Collectors.toSet());
    }

    private static List<String> kustomized(String file) throws IOException {
        Map<String, List<Map<String, String>>> content = new Yaml().load(Files.readString(KUBERNETES.resolve(file)));
        return content.get("images").stream()
                .map(image -> image.get("name") + ":" + image.get("newTag"))
                .toList();
    }

    private static List<String> workers(String file) throws IOException {
        return WORKER.matcher(Files.readString(KUBERNETES.resolve(file)))
                .results()
                .map((MatchResult image) -> image.group(1))
                .toList();
    }
}
