package dev.thorax.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares {@code k8s/README.md} with the folder. */
class ReadmeTest {
    private static final Pattern FILE = Pattern.compile("(?m)^\\| `([^`]+\\.(?:yaml|properties))` \\|");
    private static final Pattern SECRET =
            Pattern.compile("kubectl -n thorax create secret (?:generic|tls) \"?([a-z$-]+)\"?([^\n]*)");
    private static final Map<String, String> OF_TLS = Map.of("tls.crt", "--cert=", "tls.key", "--key=");
    private static final Pattern NAME = Pattern.compile("\\d\\d\\.[A-Z][A-Za-z]+\\.[a-z0-9.-]+\\.yaml");

    @Test
    void shouldGiveTheReasonOfEachFile() throws IOException {
        Set<String> listed = FILE.matcher(Project.text("k8s/README.md"))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> there = files().map(ReadmeTest::pattern).collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).isEqualTo(listed);
    }

    @Test
    void shouldNameEachFileByKindAndName() throws IOException {
        assertThat(files().filter(file ->
                        !file.matches(".*/(kustomization\\.yaml|(patches|configurations)/.*|.*\\.properties)")))
                .allSatisfy(file -> {
                    String name = Path.of(file).getFileName().toString();
                    assertThat(name).matches(NAME);
                    String text = Project.text("k8s/" + file);
                    String kind = name.split("\\.")[1];
                    assertThat(text)
                            .contains(
                                    "\nkind: " + kind + "\n",
                                    "\n  name: " + name.substring(4 + kind.length(), name.length() - 5) + "\n");
                });
    }

    @Test
    void shouldNameEachSecretThatAnOverlayUses() {
        String used = Stream.of("base", "components").flatMap(ReadmeTest::texts).collect(Collectors.joining());

        assertThat(rows("Secrets")).isNotEmpty().allSatisfy(name -> assertThat(used)
                .contains(name));
    }

    /** The commands that install from nothing make each of them, with its keys. */
    @Test
    void shouldMakeEachSecretByACommandOfTheDocumentation() {
        Map<String, String> commands = new TreeMap<>();
        SECRET.matcher(Project.text("docs/operations.md").replaceAll("\\\\\n\\s*", ""))
                .results()
                .forEach(command -> Stream.of("ingest", "training", "inference", "explain")
                        .forEach(service ->
                                commands.put(command.group(1).replace("$service", service), command.group(2) + " ")));

        assertThat(commands.keySet()).isEqualTo(rows("Secrets"));
        assertThat(commands)
                .allSatisfy((name, options) -> assertThat(keys(name)).as(name).allSatisfy(key -> assertThat(options)
                        .containsAnyOf("=" + key + "=", "=" + key + " ", OF_TLS.getOrDefault(key, "none"))));
    }

    private static List<String> keys(String secret) {
        String row = Project.text("k8s/README.md")
                .lines()
                .filter(line -> line.startsWith("| `" + secret + "` |"))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("`([^`]+)`")
                .matcher(row.split("\\|")[2])
                .results()
                .map(key -> key.group(1))
                .toList();
    }

    private static Set<String> rows(String section) {
        String text = Project.text("k8s/README.md");
        String part = text.substring(text.indexOf("## " + section));
        return Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|")
                .matcher(part)
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> texts(String folder) {
        try {
            return files().filter(file -> file.startsWith(folder + "/")).map(file -> Project.text("k8s/" + file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a row for files that differ in the name of a service, a topic or a user only. */
    private static String pattern(String file) {
        return file.replaceFirst("(ingest|training|inference|explain)-service", "SERVICE")
                .replaceFirst("KafkaTopic\\.thorax.*\\.yaml", "KafkaTopic.TOPIC.yaml")
                .replaceFirst("KafkaUser\\.thorax-[a-z]+\\.yaml", "KafkaUser.USER.yaml")
                .replaceFirst("kafka-users/20\\.KafkaUser\\.[a-z0-9-]+\\.yaml", "kafka-users/20.KafkaUser.USER.yaml")
                .replaceFirst("^overlays/[a-z]+/", "overlays/OVERLAY/");
    }

    private static Stream<String> files() throws IOException {
        Path folder = Project.path("k8s");
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
