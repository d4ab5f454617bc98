package dev.thorax.testing.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of {@code docs/configuration.md}: one row a key, with key, default and range in the first three columns. */
public final class ConfigurationPage {
    private static final Path PAGE = Path.of("docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `(thorax\\.[^`]+)` \\| ([^|]+) \\| ([^|]*) \\|.*");

    private final List<Row> rows;

    private ConfigurationPage(List<Row> rows) {
        this.rows = rows;
    }

    /** Reads the page of the project that the test runs in. */
    public static ConfigurationPage read() {
        List<Row> rows = new ArrayList<>();
        String section = "";
        for (String line : lines()) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (row.matches()) {
                rows.add(new Row(
                        section,
                        row.group(1),
                        row.group(2).strip(),
                        row.group(3).strip()));
            }
        }
        return new ConfigurationPage(rows);
    }

    /** Fails unless {@code keys} stand on the page, and the sections of {@code service} and of all services have no others. */
    public void assertLists(String service, List<Key> keys) {
        Map<String, Key> known = keys.stream().collect(Collectors.toMap(Key::name, Function.identity()));
        assertThat(rows.stream().map(Row::name)).as("keys on the page").containsAll(known.keySet());
        assertThat(rows.stream()
                        .filter(row ->
                                row.section().equals(service) || row.section().equals("All services"))
                        .map(Row::name))
                .as("keys of " + service)
                .isSubsetOf(known.keySet())
                .doesNotHaveDuplicates();
        rows.stream().filter(row -> known.containsKey(row.name())).forEach(row -> row.check(known.get(row.name())));
    }

    private static List<String> lines() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isRegularFile(folder.resolve(PAGE))) {
            folder = folder.getParent();
        }
        assertThat(folder).as("the project with " + PAGE).isNotNull();
        try {
            return Files.readAllLines(folder.resolve(PAGE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A key as the code declares it.
     *
     * @param name the key, of a map as {@code prefix."NAME"}
     * @param defaultValue its default, with its expressions
     * @param range what its value must be
     */
    public record Key(String name, Optional<String> defaultValue, Optional<String> range) {}

    private record Row(String section, String name, String defaultValue, String range) {
        void check(Key key) {
            Optional<String> constant = key.defaultValue().filter(value -> !value.contains("${"));
            if (constant.isPresent()) {
                assertThat(defaultValue).as("default of " + name).isEqualTo("`" + constant.get() + "`");
            } else {
                assertThat(defaultValue).as("default of " + name).isNotBlank().doesNotMatch("`[^`]*`");
            }
            key.range().ifPresent(declared -> assertThat(range.replace("`", ""))
                    .as("range of " + name)
                    .isEqualTo(declared));
        }
    }
}
