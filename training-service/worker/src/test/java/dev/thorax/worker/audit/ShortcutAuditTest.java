package dev.thorax.worker.audit;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.evaluation.Predictions;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.testing.Networks;
import dev.thorax.worker.dataset.Dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ShortcutAuditTest {
    private static final Rectangle TOP = new Rectangle(0, 0, 0.5, 0.1);
    private static final Rectangle CENTRE = new Rectangle(0.3, 0.3, 0.7, 0.7);

    @Test
    void shouldFindALabelThatIsWrittenInTheFrame() {
        Dataset dataset = Pictures.brighterIn(TOP);

        AuditResult audit = audit(dataset, null);

        Map<String, ShortcutControl> controls = byName(audit);
        assertThat(controls.keySet())
                .containsExactlyInAnyOrder("WHOLE_IMAGE", "FRAME_ONLY", "LUNGS_BLACKED_OUT", "METADATA_ONLY");
        assertThat(controls.get("FRAME_ONLY").accuracy()).isGreaterThan(0.95);
        assertThat(controls.get("LUNGS_BLACKED_OUT").accuracy()).isGreaterThan(0.95);
        assertThat(controls.get("METADATA_ONLY").accuracy()).isLessThan(0.7);
        assertThat(audit.margin()).isBetween(0.0, 0.05);
    }

    @Test
    void shouldLeaveTheMarginToWhatOnlyTheCentreShows() {
        Dataset dataset = Pictures.brighterIn(CENTRE);

        AuditResult audit = audit(dataset, null);

        Map<String, ShortcutControl> controls = byName(audit);
        assertThat(controls.get("WHOLE_IMAGE").accuracy()).isGreaterThan(0.95);
        assertThat(controls.get("FRAME_ONLY").accuracy()).isLessThan(0.7);
        assertThat(controls.get("FRAME_ONLY").interval().low())
                .isLessThan(controls.get("FRAME_ONLY").interval().high());
        assertThat(audit.margin()).isGreaterThan(0.3);
        assertThat(audit.margin())
                .isEqualTo(1
                        - Math.max(
                                controls.get("METADATA_ONLY").accuracy(),
                                Math.max(
                                        controls.get("FRAME_ONLY").accuracy(),
                                        controls.get("LUNGS_BLACKED_OUT").accuracy())));
    }

    @Test
    void shouldFindAClassByTheSizeOfItsImages() {
        Dataset dataset = Pictures.wider();

        AuditResult audit = audit(dataset, null);

        assertThat(byName(audit).get("METADATA_ONLY").accuracy()).isEqualTo(1);
        assertThat(byName(audit).get("WHOLE_IMAGE").accuracy()).isLessThan(0.7);
        assertThat(audit.margin()).isZero();
    }

    @Test
    void shouldHideTheLungFieldWhereTheWindowShowsIt() {
        Rectangle upperLeft = new Rectangle(0, 0, 0.5, 0.5);
        Dataset dataset = Pictures.brighterIn(new Rectangle(0.5, 0.5, 1, 1));

        AuditResult whole = audit(dataset, null);
        AuditResult window =
                ShortcutAudit.of(dataset, Pictures.halves(), Pictures.allRight(dataset), null, scan -> upperLeft, 1);

        assertThat(byName(whole).get("FRAME_ONLY").accuracy()).isGreaterThan(0.95);
        assertThat(byName(window).get("FRAME_ONLY").accuracy()).isLessThan(0.7);
    }

    @Test
    void shouldSayTheSameWithTheSameSeed() {
        Dataset dataset = Pictures.brighterIn(CENTRE);
        GradCamModels gradCams = gradCams(1, 2);

        assertThat(audit(dataset, gradCams)).isEqualTo(audit(dataset, gradCams));
    }

    @Test
    void shouldMeasureTheMapsOfARealNetwork() {
        Dataset dataset = Pictures.brighterIn(CENTRE);

        AuditResult same = audit(dataset, gradCams(1, 1));
        AuditResult random = audit(dataset, gradCams(1, 2));

        assertThat(same.randomisedSimilarity()).isEqualTo(1, within(1e-9));
        assertThat(random.randomisedSimilarity()).isBetween(-1.0, 0.9);
        assertThat(random.heatInLungField()).isBetween(0.01, 0.99);
        assertThat(random.lungFieldShare()).isEqualTo(0.6, within(1e-9));
    }

    @Test
    void shouldReadBackFromAManifestWhatItWrote() {
        AuditResult audit = audit(Pictures.brighterIn(TOP), null);

        assertThat(Json.read(Json.write(audit), AuditResult.class)).isEqualTo(audit);
        assertThat(audit.heatInLungField()).isNull();
    }

    @Test
    void shouldRefusePredictionsOfOtherScans() {
        Dataset dataset = Pictures.brighterIn(CENTRE);
        Predictions right = Pictures.allRight(dataset);
        Predictions other =
                new Predictions(right.classes(), new int[] {0}, new float[][] {{1, 0}}, List.of("patient-1"));

        assertThatThrownBy(() -> ShortcutAudit.of(dataset, Pictures.halves(), other, null, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not about the scans held out");
    }

    private static AuditResult audit(Dataset dataset, GradCamModels gradCams) {
        return ShortcutAudit.of(dataset, Pictures.halves(), Pictures.allRight(dataset), gradCams, 1);
    }

    private static Map<String, ShortcutControl> byName(AuditResult audit) {
        return audit.controls().stream().collect(Collectors.toMap(ShortcutControl::name, Function.identity()));
    }

    private static GradCamModels gradCams(long own, long randomised) {
        return new GradCamModels(gradCam(own), List.of(gradCam(randomised)));
    }

    private static byte[] gradCam(long seed) {
        Architecture architecture = new Architecture(
                new NetworkInput(Pictures.SIDE, Pictures.SIDE, 3),
                List.of(new Conv(8, 3, Activation.RELU), new MaxPool(2), new Flatten(), new Dense(8, Activation.RELU)));
        return OnnxExporter.gradcam(architecture, Networks.lively(architecture, 2, seed), 2);
    }
}
