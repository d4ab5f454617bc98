package dev.thorax.contracts.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.model.InputSpec.Interpolation;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestCopyTest {
    private static final InputSpec INPUT = new InputSpec(32, 32, Interpolation.AREA, Fit.LUNGS);
    private static final Manifest.Lungs LUNGS =
            new Manifest.Lungs("lungs", "l-1", new InputSpec(64, 64, Interpolation.AREA));
    private static final ConformalSets SETS =
            new ConformalSets(0.9, Map.of("A", 0.2, "B", 0.3), Map.of("A", 50, "B", 60), null);

    /** No component is null, so that a forgotten one shows. */
    private static final Manifest MANIFEST = new Manifest(
            "m",
            "v1",
            List.of("A", "B"),
            INPUT,
            Map.of("epochs", 3),
            "engine 1",
            7,
            Instant.parse("2026-11-01T00:00:00Z"),
            new Manifest.Data("d", "0".repeat(64), Map.of("A", 1, "B", 2), Map.of("test", List.of("s-1"))),
            Map.of("accuracy", 0.9),
            Map.of(Manifest.MODEL, "1".repeat(64)),
            new Manifest.Serving("onnxruntime 1", null),
            Manifest.Kind.CLASSIFICATION,
            Gate.none("too few scans"),
            LUNGS,
            SETS);

    @Test
    void shouldCopyEveryComponent() {
        assertThat(MANIFEST).hasNoNullFieldsOrProperties();
        assertThat(new ManifestCopy(MANIFEST).build()).isEqualTo(MANIFEST);
    }

    @Test
    void shouldChangeTheNamedComponentAndNoOther() {
        Map<String, String> files = Map.of(Manifest.GRADCAM, "2".repeat(64));
        ConformalSets sets = new ConformalSets(0.5, Map.of("A", 0.1), Map.of("A", 9), null);
        Manifest.Lungs lungs = new Manifest.Lungs("lungs", "l-2", LUNGS.input());

        assertChanged("version", copy -> copy.version("v2"), "v2");
        assertChanged("files", copy -> copy.files(files), files);
        assertChanged("kind", copy -> copy.kind(Manifest.Kind.SEGMENTATION), Manifest.Kind.SEGMENTATION);
        assertChanged("lungs", copy -> copy.lungs(lungs), lungs);
        assertChanged("lungs", copy -> copy.lungs(null), null);
        assertChanged("conformal", copy -> copy.conformal(sets), sets);
        assertChanged("conformal", copy -> copy.conformal(null), null);
    }

    @Test
    void shouldKeepAChangeWhenAnotherFollows() {
        Manifest changed = new ManifestCopy(MANIFEST)
                .version("v2")
                .lungs(null)
                .files(Map.of())
                .build();

        assertThat(changed.version()).isEqualTo("v2");
        assertThat(changed.lungs()).isNull();
        assertThat(changed.files()).isEmpty();
        assertThat(MANIFEST.version()).isEqualTo("v1");
    }

    private static void assertChanged(String component, UnaryOperator<ManifestCopy> change, Object value) {
        Manifest changed = change.apply(new ManifestCopy(MANIFEST)).build();

        assertThat(changed).usingRecursiveComparison().ignoringFields(component).isEqualTo(MANIFEST);
        assertThat(changed).extracting(component).isEqualTo(value);
        assertThat(changed).isNotEqualTo(MANIFEST);
    }
}
