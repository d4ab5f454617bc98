package dev.thorax.sbom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks the licences of all libraries that are distributed. A new library with a licence that is not allowed, or that
 * THIRD-PARTY.md does not list, fails the build.
 */
class LicencesTest {
    private static final Path NOTICES = Path.of("../../THIRD-PARTY.md");
    private static final String BEGIN = "<!-- begin of the list that LicencesTest checks -->\n";
    private static final String END = "<!-- end of the list -->\n";

    /** What a POM calls a licence, to its name in THIRD-PARTY.md, the first one preferred. */
    private static final Map<String, String> ALLOWED = table("allowed-licences.csv");
    /** Libraries whose POMs give no licence or not all, to their licence. */
    private static final Map<String, String> KNOWN = table("known-licences.csv");

    @Test
    void shouldDistributeLibrariesWithAllowedLicencesOnly() throws IOException {
        assertThat(Library.of(Library.document())).hasSizeGreaterThan(100).allSatisfy(library -> assertThat(
                        licence(library))
                .as("the licence of %s among %s", library.name(), library.licences())
                .isPresent());
    }

    @Test
    void shouldListAllLibrariesInTheNotices() throws IOException {
        String text = Files.readString(NOTICES);
        String list = Library.of(Library.document()).stream()
                .collect(Collectors.groupingBy(
                        library -> licence(library).orElse("not allowed"),
                        () -> new LinkedHashMap<>(),
                        Collectors.mapping(Library::name, Collectors.toCollection(TreeSet::new))))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(row -> "| " + row.getKey() + " | " + String.join(", ", row.getValue()) + " |\n")
                .collect(Collectors.joining("", "| licence | libraries |\n|---|---|\n", ""));

        assertThat(text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END)))
                .as("the list in THIRD-PARTY.md")
                .isEqualTo(list);
    }

    @Test
    void shouldNameTheBytesOfEachLibrary() throws IOException {
        JsonNode document = Library.document();

        assertThat(document.path("bomFormat").asText()).isEqualTo("CycloneDX");
        for (JsonNode component : document.path("components")) {
            if (!component.path("group").asText().equals("dev.thorax")) {
                assertThat(component.path("hashes").findValuesAsText("alg"))
                        .as(component.path("name").asText())
                        .contains("SHA-256");
            }
        }
    }

    private static Optional<String> licence(Library library) {
        String known = KNOWN.get(library.name());
        List<String> licences = known == null ? library.licences() : List.of(known);
        return ALLOWED.entrySet().stream()
                .filter(allowed -> licences.contains(allowed.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> table(String resource) {
        Map<String, String> table = new LinkedHashMap<>();
        try {
            Files.readAllLines(Path.of("src/test/resources", resource)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", 2))
                    .forEach(row -> table.put(row[0], row[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
