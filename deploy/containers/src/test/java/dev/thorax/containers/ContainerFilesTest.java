package dev.thorax.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks the files from which images and containers are made. Nothing here runs {@code compose.yaml}. */
class ContainerFilesTest {
    private static final Path PROJECT = Path.of("../..");
    static final String PINNED = "[a-z0-9./-]+:[A-Za-z0-9.-]+@sha256:[0-9a-f]{64}";
    private static final String OURS = "localhost/thorax/([a-z-]+):\\$\\{THORAX_TAG:-0\\.1\\.0-SNAPSHOT}";
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\| ([^|]+) \\|");
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");
    /** Secrets, which stand in a file instead of the environment. */
    private static final Set<String> IN_A_FILE = Set.of(
            "kafka.sasl.jaas.config", "thorax.storage.access-key", "thorax.storage.secret-key", "thorax.pseudonym.key");

    @Test
    void shouldBuildFromPinnedImagesOnly() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("Containerfile"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ARG BASE"))
                .singleElement()
                .asString()
                .matches("ARG BASE=" + PINNED);

        Set<String> stages = new HashSet<>(Set.of("${BASE}"));
        for (String line : lines) {
            if (line.startsWith("FROM ")) {
                String[] words = line.split(" ");
                assertThat(stages).as(line).contains(words[1]);
                assertThat(words[2]).isEqualTo("AS");
                stages.add(words[3]);
            }
        }
        assertThat(stages).contains("service", "worker", "service-with-worker");
        assertThat(String.join("\n", lines)).doesNotContain("latest").doesNotContain("ADD http");
    }

    @Test
    void shouldRunAsAUserThatIsNotRoot() throws IOException {
        List<String> users = Files.readAllLines(Path.of("Containerfile")).stream()
                .filter(line -> line.startsWith("USER "))
                .toList();
        assertThat(users).isNotEmpty().containsOnly("USER " + Restrictions.USER);
    }

    @Test
    void shouldCheckTheHealthOfServices() throws IOException {
        assertThat(Files.readAllLines(Path.of("Containerfile")))
                .filteredOn(line -> line.startsWith("HEALTHCHECK "))
                .singleElement()
                .asString()
                .endsWith(" CMD [\"" + ServiceContainer.HEALTH_CHECK + "\"]");
    }

    @Test
    void shouldRunPinnedImagesOrThoseOfThisBuild() throws IOException {
        String build = Files.readString(Path.of("build"));
        for (Map.Entry<String, Map<String, Object>> service : services().entrySet()) {
            String image = (String) service.getValue().get("image");
            Matcher ours = Pattern.compile(OURS).matcher(image);
            if (ours.matches()) {
                assertThat(build).as(image).containsPattern("all=\\(.*\\b" + ours.group(1) + "[ )]");
            } else {
                assertThat(image).matches(PINNED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "training-service", "inference-service", "explain-service"})
    void shouldSetOnlyKeysThatTheServiceHasAndAllThatItNeeds(String name) throws IOException {
        Set<String> known = new TreeSet<>(Set.of("QUARKUS_CONFIG_LOCATIONS"));
        Set<String> required = new TreeSet<>();
        for (String row : rows(name)) {
            MatchResult cells = ROW.matcher(row).results().findFirst().orElseThrow();
            List<String> keys = KEY.matcher(cells.group(1))
                    .results()
                    .map(key -> MountedConfig.variable(key.group(1)))
                    .toList();
            known.addAll(keys);
            if (cells.group(2).startsWith("none, required")
                    && !cells.group(2).contains("provider")
                    && !cells.group(2).contains("kubernetes")) {
                required.addAll(keys);
            }
        }
        // The table of inference-service says that these two services need this key, too.
        if (!name.equals("ingest-service")) {
            known.add("THORAX_SIGNATURES_PUBLIC_KEYS");
            required.add("THORAX_SIGNATURES_PUBLIC_KEYS");
        }
        assertThat(required).hasSizeGreaterThanOrEqualTo(4);

        Set<String> set = environment(name).keySet();

        assertThat(set).isSubsetOf(known);
        required.removeAll(set);
        Set<String> secrets = IN_A_FILE.stream().map(MountedConfig::variable).collect(Collectors.toSet());
        assertThat(required).isSubsetOf(secrets);
        assertThat(set).doesNotContainAnyElementsOf(secrets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "training-service", "inference-service", "explain-service"})
    void shouldHoldTheServicesAsAClusterDoes(String name) throws IOException {
        Map<String, Object> service = services().get(name);
        assertThat(service)
                .containsEntry("user", Restrictions.USER)
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"));
        String port = property(name, "quarkus.http.port");
        assertThat(service.get("ports")).isEqualTo(List.of("127.0.0.1:" + port + ":" + port));
        assertThat(Files.readString(Path.of("prometheus.yaml")))
                .contains("- " + name + ":" + property(name, "quarkus.management.port") + "\n");
    }

    @Test
    void shouldFindTheSecretsOfTheDocumentation() throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/operations.md"));
        String example = page.substring(page.indexOf("cat > secrets/thorax/ingest-service.properties"));
        assertThat(example.substring(0, example.indexOf("\nEND"))).contains(IN_A_FILE);
    }

    @Test
    void shouldMountFilesThatAreThere() throws IOException {
        List<String> mounted = new ArrayList<>();
        services().values().forEach(service -> {
            Object volumes = service.getOrDefault("volumes", List.of());
            ((List<?>) volumes)
                    .stream()
                            .map(volume -> volume.toString().split(":")[0])
                            .filter(volume -> volume.startsWith("./"))
                            .forEach(mounted::add);
        });
        assertThat(mounted).hasSize(2).allSatisfy(file -> assertThat(Path.of(file))
                .isRegularFile());
    }

    /** Returns the rows of the tables of all services and of one, as docs/configuration.md has them. */
    private static List<String> rows(String service) throws IOException {
        List<String> rows = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(PROJECT.resolve("docs/configuration.md"))) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (ROW.matcher(line).find()
                    && Set.of("All services", service).contains(section)) {
                rows.add(line);
            }
        }
        assertThat(rows).hasSizeGreaterThan(20);
        return rows;
    }

    private static String property(String service, String key) throws IOException {
        Path module = service.startsWith("training") ? Path.of(service, "service") : Path.of(service);
        return Files.readAllLines(PROJECT.resolve(module).resolve("src/main/resources/application.properties")).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> environment(String service) throws IOException {
        return cast(services().get(service).get("environment"));
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(Path.of("compose.yaml")));
        return cast(file.get("services")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, service -> cast(service.getValue())));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object node) {
        return (Map<String, Object>) node;
    }
}
