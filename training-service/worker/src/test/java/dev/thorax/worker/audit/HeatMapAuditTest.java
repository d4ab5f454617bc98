package dev.thorax.worker.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.evaluation.Predictions;
import dev.thorax.testing.model.TinyNetworks;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HeatMapAuditTest {
    private static final GradCamModels GRAD_CAMS = new GradCamModels(
            TinyNetworks.gradCam(2, 1), List.of(TinyNetworks.gradCam(2, 2), TinyNetworks.gradCam(2, 3)));
    private static final AuditResult SCORES = new AuditResult(List.of(), 0.25, null);

    private final Dataset dataset = Pictures.brighterIn(Rectangle.LUNG_FIELD);
    private final List<LabelledScan> looked = new ArrayList<>();

    @Test
    void shouldLookAtThirtyOfEachOfTwoClasses() {
        audit(80, 160, 1);

        assertThat(looked).hasSize(60).doesNotHaveDuplicates();
        assertThat(looked.stream().filter(scan -> scan.label() == 0)).hasSize(30);
        assertThat(looked)
                .allSatisfy(scan -> assertThat(dataset.scans().indexOf(scan)).isGreaterThanOrEqualTo(80));
    }

    @Test
    void shouldLookAtAllScansOfAClassThatHasFewer() {
        audit(150, 160, 1);

        assertThat(looked).containsExactlyInAnyOrderElementsOf(dataset.scans().subList(150, 160));
    }

    @Test
    void shouldLookAtTheSameScansForTheSameSeed() {
        audit(0, 160, 1);
        List<LabelledScan> first = List.copyOf(looked);
        looked.clear();
        audit(0, 160, 1);
        assertThat(looked).isEqualTo(first);

        looked.clear();
        audit(0, 160, 2);
        assertThat(looked).isNotEqualTo(first);
    }

    @Test
    void shouldAddItsFiguresToTheScores() {
        AuditResult result = audit(80, 160, 1);

        assertThat(result.margin()).isEqualTo(0.25);
        assertThat(result.heatInLungField()).isBetween(0.0, 1.0);
        assertThat(result.lungFieldShare()).isCloseTo(0.6, within(1e-6));
        assertThat(result.randomisedSimilarity()).isBetween(-1.0, 1.0);
    }

    /** A window that lies in the lung field shows nothing else, so all heat is there. */
    @Test
    void shouldMeasureInTheWindowThatTheNetworkSees() {
        AuditResult result = new HeatMapAudit(dataset, scan -> new Rectangle(0.3, 0.3, 0.6, 0.6), 1)
                .addTo(SCORES, GRAD_CAMS, indices(80, 160), predictions(80, 160));

        assertThat(result.heatInLungField()).isCloseTo(1, within(1e-6));
        assertThat(result.lungFieldShare()).isCloseTo(1, within(1e-6));
    }

    @Test
    void shouldKnowNoSimilarityWithoutRandomNetworks() {
        AuditResult result = new HeatMapAudit(dataset, scan -> Rectangle.WHOLE, 1)
                .addTo(SCORES, new GradCamModels(GRAD_CAMS.own(), List.of()), indices(80, 160), predictions(80, 160));

        assertThat(result.randomisedSimilarity()).isNull();
        assertThat(result.heatInLungField()).isNotNull();
    }

    private AuditResult audit(int from, int to, long seed) {
        return new HeatMapAudit(
                        dataset,
                        scan -> {
                            looked.add(scan);
                            return Rectangle.WHOLE;
                        },
                        seed)
                .addTo(SCORES, GRAD_CAMS, indices(from, to), predictions(from, to));
    }

    private static int[] indices(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** A version that is always right. */
    private Predictions predictions(int from, int to) {
        List<LabelledScan> scans = dataset.scans().subList(from, to);
        return new Predictions(
                dataset.classes(),
                dataset.labels(indices(from, to)),
                scans.stream()
                        .map(scan -> scan.label() == 0 ? new float[] {0.9f, 0.1f} : new float[] {0.2f, 0.8f})
                        .toArray(float[][]::new),
                scans.stream().map(LabelledScan::patient).toList());
    }
}
