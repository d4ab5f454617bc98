package dev.thorax.contracts.model;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.model.InputSpec.Interpolation;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestCheckTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final List<String> CLASSES = List.of("A", "B");
    private static final InputSpec INPUT = new InputSpec(1, 4096, InputSpec.Interpolation.AREA);
    private static final Map<String, String> FILES = Map.of(Manifest.MODEL, DIGEST);

    @Test
    void shouldFindNoFaultInAWholeManifest() {
        assertThat(fault(manifest(CLASSES, INPUT, FILES))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"m, v2", "n, v1"})
    void shouldRefuseTheManifestOfAnotherVersion(String model, String version) {
        assertThat(ManifestCheck.fault(manifest(CLASSES, INPUT, FILES), model, version))
                .isEqualTo("is that of another version");
    }

    @Test
    void shouldRefuseFewerThanTwoClasses() {
        assertThat(fault(manifest(List.of("A"), INPUT, FILES))).isEqualTo("names fewer than two classes");
        assertThat(fault(manifest(null, INPUT, FILES))).isEqualTo("names fewer than two classes");
    }

    @ParameterizedTest
    @CsvSource({"0, 32, AREA", "32, 0, AREA", "4097, 32, AREA", "32, 4097, AREA", "32, 32,"})
    void shouldRefuseAnInputThatCannotBe(int height, int width, InputSpec.Interpolation interpolation) {
        InputSpec input = new InputSpec(height, width, interpolation);

        assertThat(fault(manifest(CLASSES, input, FILES))).contains("1 to 4096 px");
    }

    @Test
    void shouldRefuseAManifestWithoutInputOrFiles() {
        assertThat(fault(manifest(CLASSES, null, FILES))).contains("1 to 4096 px");
        assertThat(fault(manifest(CLASSES, INPUT, null))).contains("SHA-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.onnx", "a/b", ""})
    void shouldRefuseAFileThatCouldLeaveItsFolder(String name) {
        assertThat(fault(manifest(CLASSES, INPUT, Map.of(name, DIGEST)))).contains("SHA-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"})
    void shouldRefuseADigestThatIsNotSixtyFourSmallHexDigits(String digest) {
        assertThat(ManifestCheck.isDigest(digest)).isFalse();
        assertThat(fault(manifest(CLASSES, INPUT, Map.of(Manifest.MODEL, digest))))
                .contains("SHA-256");
    }

    @Test
    void shouldTakeALungFinderOfOneClassAndNeverServeIt() {
        Manifest lungs = manifest(List.of("LUNGS"), INPUT, Map.of(Manifest.LUNGS, DIGEST))
                .ofKind(Manifest.Kind.SEGMENTATION);

        assertThat(fault(lungs)).isNull();
        assertThat(fault(manifest(List.of(), INPUT, FILES).ofKind(Manifest.Kind.SEGMENTATION)))
                .isEqualTo("names no class");
        assertThat(ManifestCheck.obstacle(lungs)).contains("serves in no slot");
        assertThat(ManifestCheck.obstacle(lungs.withFiles(FILES))).contains("serves in no slot");
    }

    @Test
    void shouldTakeANetworkThatSeesTheLungsWithItsFinderOnly() {
        Manifest.Lungs finder = new Manifest.Lungs("lungs", "l-1", INPUT);
        Manifest lungs = manifest(CLASSES, new InputSpec(32, 32, Interpolation.AREA, Fit.LUNGS), FILES);
        Manifest wide = manifest(CLASSES, new InputSpec(32, 48, Interpolation.AREA, Fit.LUNGS), FILES);

        assertThat(fault(lungs.withLungs(finder))).isNull();
        assertThat(fault(lungs)).contains("names no lung finder");
        assertThat(fault(lungs.withLungs(new Manifest.Lungs("lungs", "l-1", null))))
                .contains("names no lung finder");
        assertThat(fault(lungs.withLungs(new Manifest.Lungs("lungs", "l-1", lungs.input()))))
                .contains("names no lung finder");
        assertThat(fault(wide.withLungs(finder))).contains("for a square input");
    }

    @Test
    void shouldServeAVersionThatHasItsNetworkOnly() {
        Manifest served = manifest(CLASSES, INPUT, FILES);

        assertThat(ManifestCheck.obstacle(served)).isNull();
        assertThat(ManifestCheck.obstacle(served.withFiles(Map.of())))
                .isEqualTo("It was trained to be scored only and has no model.onnx.");
    }

    @Test
    void shouldNameTheObstacleOfAVersionThatCannotBeServed() {
        Manifest.Serving serving = new Manifest.Serving(null, "the export differs");
        Manifest scored =
                new Manifest("m", "v1", CLASSES, INPUT, Map.of(), "e", 1, null, null, Map.of(), Map.of(), serving);

        assertThat(ManifestCheck.obstacle(scored)).endsWith("has no model.onnx: the export differs.");
    }

    private static String fault(Manifest manifest) {
        return ManifestCheck.fault(manifest, "m", "v1");
    }

    private static Manifest manifest(List<String> classes, InputSpec input, Map<String, String> files) {
        return new Manifest("m", "v1", classes, input, Map.of(), "e", 1, null, null, Map.of(), files);
    }
}
