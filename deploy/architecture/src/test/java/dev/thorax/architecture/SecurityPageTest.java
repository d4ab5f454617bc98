package dev.thorax.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that the threat model in SECURITY.md names tests that there are, and that each defence names one. */
class SecurityPageTest {
    private static final Path PROJECT = Path.of("../..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final String MODEL = "## Threat model";
    private static final String DEFENCES = "### What defends them";

    @Test
    void shouldNameTestsThatThereAre() throws IOException {
        Set<String> named = TEST.matcher(section(MODEL, "\n## "))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(tests()).containsAll(named);
    }

    @Test
    void shouldProveEachDefence() throws IOException {
        Pattern rows = Pattern.compile("^\\| .*\\|$", Pattern.MULTILINE);

        assertThat(rows.matcher(section(DEFENCES, "\n### "))
                        .results()
                        .map(MatchResult::group)
                        .skip(1))
                .hasSizeGreaterThan(10)
                .allMatch(row -> TEST.matcher(row).find());
    }

    private static String section(String heading, String end) throws IOException {
        String page = Files.readString(PROJECT.resolve("SECURITY.md"));
        int from = page.indexOf(heading + "\n") + heading.length();
        int to = page.indexOf(end, from);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.find(
                PROJECT, 20, (file, attributes) -> file.toString().matches(".*/src/test/.*(Test|IT)\\.java"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
