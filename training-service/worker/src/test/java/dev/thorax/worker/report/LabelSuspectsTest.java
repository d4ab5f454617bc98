package dev.thorax.worker.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.fitting.ScoredScans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LabelSuspectsTest {
    private static final List<String> CLASSES = List.of("A", "B", "C");

    @Test
    void shouldListContradictedLabelsTheSurestFirst() {
        // Scans 3, 1, 0 and 2 of the data set, all labelled A.
        ScoredScans scored = scored(
                new int[] {3, 1, 0, 2},
                new float[][] {{0.3f, 0.4f, 0.3f}, {0.8f, 0.1f, 0.1f}, {0.05f, 0.05f, 0.9f}, {0.1f, 0.5f, 0.4f}});

        LabelSuspects suspects = LabelSuspects.of(dataset(4), scored);

        assertThat(suspects.checked()).isEqualTo(4);
        assertThat(suspects.scans())
                .containsExactly(
                        new LabelSuspect("s0", "A", "C", 0.05f, 0.9f),
                        new LabelSuspect("s2", "A", "B", 0.1f, 0.5f),
                        new LabelSuspect("s3", "A", "B", 0.3f, 0.4f));
    }

    @Test
    void shouldShowThePictureOfEachOfTheFirst() {
        int scans = 40;
        float[][] wrong = new float[scans][];
        Arrays.setAll(wrong, i -> new float[] {0.2f - i / 1000f, 0.8f + i / 1000f, 0});

        List<LabelSuspects.Shown> shown = LabelSuspects.of(
                        dataset(scans), scored(IntStream.range(0, scans).toArray(), wrong))
                .shown(dataset(scans));

        assertThat(shown).hasSize(24);
        assertThat(shown.get(0).facts().scanId()).isEqualTo("s39");
        assertThat(shown.get(0).image().pixels()).containsExactly(39);
    }

    @Test
    void shouldListNoMoreThanAThousand() {
        int scans = 1200;
        float[][] wrong = new float[scans][];
        Arrays.fill(wrong, new float[] {0, 1, 0});

        LabelSuspects suspects = LabelSuspects.of(
                dataset(scans), scored(IntStream.range(0, scans).toArray(), wrong));

        assertThat(suspects.checked()).isEqualTo(scans);
        assertThat(suspects.scans()).hasSize(1000);
    }

    @Test
    void shouldBeAFileThatNamesNoPatient() {
        LabelSuspects suspects = LabelSuspects.of(dataset(1), scored(new int[] {0}, new float[][] {{0.25f, 0.75f, 0}}));

        assertThat(new String(Json.write(suspects), UTF_8))
                .isEqualTo("{\"checked\":1,\"scans\":[{\"scanId\":\"s0\",\"label\":\"A\",\"likely\":\"B\","
                        + "\"labelProbability\":0.25,\"likelyProbability\":0.75}]}");
    }

    private static ScoredScans scored(int[] scans, float[][] probabilities) {
        return new ScoredScans(
                scans,
                new Predictions(CLASSES, new int[scans.length], probabilities, Collections.nCopies(scans.length, "p")));
    }

    /** Scans of class A, whose only pixel is their number. */
    private static Dataset dataset(int scans) {
        return new Dataset(
                "d",
                CLASSES,
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                IntStream.range(0, scans)
                        .mapToObj(i -> new LabelledScan("s" + i, "p" + i, 0, ""))
                        .toList(),
                ScanPixels.of(IntStream.range(0, scans)
                        .mapToObj(i -> new byte[] {(byte) i})
                        .toList()));
    }
}
