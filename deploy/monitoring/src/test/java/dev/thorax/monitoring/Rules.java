package dev.thorax.monitoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * The file of alerts.
 *
 * @param groups its groups. A field that is not known here fails
 */
record Rules(List<Group> groups) {
    static final Path FOLDER = Path.of("").toAbsolutePath();
    static final Path FILE = FOLDER.resolve("thorax.rules.yaml");
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern NAME = Pattern.compile("\\b[A-Za-z_][A-Za-z0-9_]*");

    /** Words of PromQL that stand in our expressions and are no names of metrics. */
    private static final Set<String> WORDS = Set.of(
            "sum",
            "max",
            "min",
            "count",
            "by",
            "rate",
            "increase",
            "histogram_quantile",
            "and",
            "or",
            "time",
            "scalar",
            "__rate_interval");

    record Group(String name, List<Alert> rules) {}

    record Alert(
            String alert,
            String expr,
            @JsonProperty("for") String patience,
            Map<String, String> labels,
            Map<String, String> annotations) {}

    static List<Alert> alerts() throws IOException {
        return YAML.readValue(FILE.toFile(), Rules.class).groups().stream()
                .flatMap(group -> group.rules().stream())
                .toList();
    }

    /** Returns the names of the metrics in an expression: what is outside of selectors, of lists of labels and of strings. */
    static Set<String> metrics(String expression) {
        String bare = expression
                .replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^]]*]", "")
                .replaceAll("by \\([^)]*\\)", "");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!WORDS.contains(name.group())) {
                names.add(name.group());
            }
        }
        return names;
    }
}
