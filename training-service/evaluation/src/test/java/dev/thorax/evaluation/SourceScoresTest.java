package dev.thorax.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SourceScoresTest {
    private static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");

    private final List<Integer> truth = new ArrayList<>();
    private final List<float[]> probabilities = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();

    @Test
    void shouldScoreEachSourceByItself() {
        scan("valencia", 0, 0.9f, 0.1f, 0);
        scan("valencia", 0, 0.2f, 0.8f, 0);
        scan("valencia", 1, 0.7f, 0.3f, 0);
        scan(null, 2, 0.8f, 0, 0.2f);
        scan("nih", 1, 0, 1, 0);
        scan("nih", 2, 0, 0, 1);

        List<SourceScore> scores = scores().perSource();

        assertThat(scores).extracting(SourceScore::source).containsExactly("valencia", "nih", null);
        assertThat(scores).extracting(SourceScore::scans).containsExactly(3, 2, 1);
        assertThat(scores.get(0).accuracy()).isEqualTo(1 / 3.0, within(1e-12));
        ClassAtSource covid = scores.get(0).perClass().get("COVID-19");
        assertThat(covid.scans()).isEqualTo(2);
        assertThat(covid.recall()).isEqualTo(0.5);
        assertThat(covid.others()).isEqualTo(1);
        assertThat(covid.falseAlarms()).isEqualTo(1);
        assertThat(scores.get(2).perClass().get("COVID-19").falseAlarms()).isEqualTo(1);
        assertThat(scores.get(1).perClass().get("COVID-19").falseAlarms()).isZero();
    }

    @Test
    void shouldMeasureTheCalibrationOfEachSourceWithEnoughScans() {
        for (int i = 0; i < 40; i++) {
            scan("sure and right half of the time", i % 2, 1, 0, 0);
            scan("calibrated", i % 2, 0.5f, 0.5f, 0);
        }
        for (int i = 0; i < 29; i++) {
            scan("few", 0, 1, 0, 0);
        }

        List<SourceScore> scores = scores().perSource();

        assertThat(scores)
                .extracting(SourceScore::source)
                .containsExactly("calibrated", "sure and right half of the time", "few");
        assertThat(scores.get(0).calibrationError()).isEqualTo(0, within(1e-9));
        assertThat(scores.get(1).calibrationError()).isEqualTo(0.5, within(1e-9));
        assertThat(scores.get(2).calibrationError()).isNull();
    }

    @Test
    void shouldHaveNoFigureWhereNoScanGivesOne() {
        scan("valencia", 0, 1, 0, 0);
        scan("valencia", 0, 1, 0, 0);

        ClassAtSource covid = scores().perSource().get(0).perClass().get("COVID-19");
        ClassAtSource normal = scores().perSource().get(0).perClass().get("NORMAL");

        assertThat(covid.falseAlarms()).isNull();
        assertThat(covid.falseAlarmsInterval()).isNull();
        assertThat(normal.recall()).isNull();
        assertThat(normal.recallInterval()).isNull();
        assertThat(normal.falseAlarms()).isZero();
    }

    @Test
    void shouldNotTakeTellingTheSourceForTellingTheClass() {
        // Each scan is told by its source alone: all of a source look alike, and most of one are COVID-19.
        for (int i = 0; i < 10; i++) {
            scan("web", i < 8 ? 0 : 2, 0.9f, 0, 0.1f);
            scan("nih", i < 2 ? 0 : 2, 0.1f, 0, 0.9f);
        }

        PairWithinSources pair = pair("COVID-19", "PNEUMONIA");

        assertThat(Ranking.oneVersusRest(predictions(), 0).area()).isGreaterThan(0.75);
        assertThat(pair.area()).isEqualTo(0.5);
        assertThat(pair.sources()).isEqualTo(2);
        assertThat(pair.scans()).isEqualTo(20);
        assertThat(pair.interval().low()).isEqualTo(0.5);
    }

    @Test
    void shouldWeightTheAreaOfEachSourceByItsPairs() {
        scan("right", 0, 0.9f, 0, 0.1f);
        scan("right", 2, 0.1f, 0, 0.9f);
        scan("wrong", 0, 0.1f, 0, 0.9f);
        scan("wrong", 2, 0.9f, 0, 0.1f);
        scan("wrong", 2, 0.8f, 0, 0.2f);
        scan("only COVID-19", 0, 0.5f, 0, 0.5f);

        assertThat(pair("COVID-19", "PNEUMONIA").area()).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(pair("COVID-19", "PNEUMONIA").sources()).isEqualTo(2);
    }

    @Test
    void shouldIgnoreTheProbabilityOfAThirdClass() {
        scan("a", 0, 0.2f, 0.79f, 0.01f);
        scan("a", 2, 0.4f, 0, 0.6f);

        assertThat(pair("COVID-19", "PNEUMONIA").area()).isEqualTo(1);
    }

    @Test
    void shouldNotCompareClassesThatNoSourceHasBothOf() {
        scan("a", 0, 1, 0, 0);
        scan("b", 2, 0, 0, 1);

        assertThat(pair("COVID-19", "PNEUMONIA").area()).isNull();
        assertThat(pair("COVID-19", "PNEUMONIA").interval()).isNull();
        assertThat(pair("COVID-19", "PNEUMONIA").sources()).isZero();
    }

    @Test
    void shouldRefuseSourcesOfOtherScans() {
        scan("a", 0, 1, 0, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceScores.of(predictions(), Collections.nCopies(2, "a"), 1));
    }

    private void scan(String source, int label, float... row) {
        sources.add(source);
        truth.add(label);
        probabilities.add(row);
    }

    private PairWithinSources pair(String one, String other) {
        return scores().withinSources().stream()
                .filter(pair -> pair.one().equals(one) && pair.other().equals(other))
                .findFirst()
                .orElseThrow();
    }

    private SourceScores scores() {
        return SourceScores.of(predictions(), sources, 1);
    }

    private Predictions predictions() {
        return new Predictions(
                CLASSES,
                truth.stream().mapToInt(i -> i).toArray(),
                probabilities.toArray(float[][]::new),
                IntStream.range(0, truth.size()).mapToObj(i -> "p-" + i).toList());
    }
}
