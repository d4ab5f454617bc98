package dev.thorax.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RulesTest {
    private static final String TESTS = "thorax.rules.test.yaml";

    @Test
    void shouldBeRulesOfPrometheus() throws Exception {
        assertThat(Promtool.run(Rules.FOLDER, "check", "rules", Rules.FILE.toString()))
                .contains("SUCCESS: " + Rules.alerts().size() + " rules found");
    }

    @Test
    void shouldFireWhereTheyMustAndNowhereElse() throws Exception {
        assertThat(Promtool.run(Rules.FOLDER, "test", "rules", TESTS)).contains("SUCCESS");
    }

    @Test
    void shouldHaveATestOfEachThatFiresAndOneThatDoesNot() throws IOException {
        Set<String> fires = new TreeSet<>();
        Set<String> doesNot = new TreeSet<>();
        for (JsonNode test :
                Rules.YAML.readTree(Rules.FOLDER.resolve(TESTS).toFile()).get("tests")) {
            test.get("alert_rule_test").forEach(each -> (each.get("exp_alerts").isEmpty() ? doesNot : fires)
                    .add(each.get("alertname").asText()));
        }
        assertThat(fires).isEqualTo(names());
        assertThat(doesNot).isEqualTo(names());
    }

    @Test
    void shouldSayWhatIsWrongAndWhatToDo() throws IOException {
        assertThat(Rules.alerts()).allSatisfy(alert -> {
            assertThat(alert.labels()).containsOnlyKeys("severity");
            assertThat(alert.labels().get("severity")).isIn("critical", "warning");
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook");
            assertThat(alert.annotations().get("runbook"))
                    .isEqualTo("docs/runbooks.md#" + alert.alert().toLowerCase(java.util.Locale.ROOT));
        });
    }

    @Test
    void shouldHaveOneSectionOfTheRunbookEach() throws IOException {
        String runbooks = Files.readString(Rules.FOLDER.resolve("../../docs/runbooks.md"));
        List<String> sections = Pattern.compile("^## (\\w+)$", Pattern.MULTILINE)
                .matcher(runbooks)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(sections).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(names());
        for (String section : runbooks.split("(?m)^## ")) {
            if (sections.stream().anyMatch(section::startsWith)) {
                assertThat(section).contains("**It means:**", "**Look at:**", "**Do:**");
            }
        }
    }

    @Test
    void shouldAskOnlyForMetricsThatThereAre() throws IOException {
        for (Rules.Alert alert : Rules.alerts()) {
            Set<String> unknown = Rules.metrics(alert.expr());
            assertThat(unknown).as(alert.alert()).isNotEmpty();
            unknown.removeAll(Metrics.documented());
            unknown.removeAll(Metrics.OF_OTHERS);
            assertThat(unknown).as(alert.alert()).isEmpty();
        }
    }

    @Test
    void shouldBeTheSameInTheManifests() throws IOException {
        JsonNode manifest = Rules.YAML.readTree(Rules.FOLDER
                .resolve("../../k8s/components/monitoring/12.PrometheusRule.thorax.yaml")
                .toFile());
        assertThat(manifest.get("spec")).isEqualTo(Rules.YAML.readTree(Rules.FILE.toFile()));
    }

    @Test
    void shouldFindTheMetricsOfAnExpression() {
        assertThat(Rules.metrics(
                        "sum by (le, job) (rate(a_total{b=\"c_total\"}[5m])) > 0.2 * max(d) and time() - e > 0"))
                .containsExactly("a_total", "d", "e");
    }

    private static Set<String> names() throws IOException {
        return Rules.alerts().stream().map(Rules.Alert::alert).collect(Collectors.toCollection(TreeSet::new));
    }
}
