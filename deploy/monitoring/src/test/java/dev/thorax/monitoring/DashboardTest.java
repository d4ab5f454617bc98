package dev.thorax.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Says nothing about how it looks: Grafana itself cannot be had here. */
class DashboardTest {
    private static final int COLUMNS = 24;

    private final JsonNode dashboard = read();

    @TempDir
    Path folder;

    @Test
    void shouldAskOnlyForMetricsThatThereAre() throws IOException {
        for (String expression : expressions()) {
            Set<String> unknown = Rules.metrics(expression);
            assertThat(unknown).as(expression).isNotEmpty();
            unknown.removeAll(Metrics.documented());
            unknown.removeAll(Metrics.OF_OTHERS);
            assertThat(unknown).as(expression).isEmpty();
        }
    }

    @Test
    void shouldHaveExpressionsOfPrometheus() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        for (String expression : expressions()) {
            rules.append("      - record: panel_")
                    .append(rules.length())
                    .append("\n        expr: >-\n          ")
                    .append(expression.replace("$__rate_interval", "5m"))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
        assertThat(Promtool.run(folder, "check", "rules", file.toString()))
                .contains("SUCCESS: " + expressions().size() + " rules found");
    }

    @Test
    void shouldHavePanelsThatDoNotOverlap() {
        List<String> taken = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            ids.add(panel.get("id").asInt());
            JsonNode place = panel.get("gridPos");
            int right = place.get("x").asInt() + place.get("w").asInt();
            assertThat(right).isLessThanOrEqualTo(COLUMNS);
            for (int x = place.get("x").asInt(); x < right; x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    taken.add(x + " " + (place.get("y").asInt() + y));
                }
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(taken).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveEachPanelATitleAUnitAndTheChosenPrometheus() {
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(panel.get("title").asText()).isNotBlank();
            if (!panel.get("type").asText().equals("row")) {
                assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
                assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                assertThat(panel.get("targets")).isNotEmpty().allSatisfy(target -> assertThat(
                                target.get("legendFormat").asText())
                        .isNotBlank());
            }
        }
    }

    private List<String> expressions() {
        return dashboard.findValuesAsText("expr");
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Rules.FOLDER.resolve("thorax-dashboard.json").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
