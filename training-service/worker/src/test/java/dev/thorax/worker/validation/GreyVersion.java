package dev.thorax.worker.validation;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.onnx.FeatureReference;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.storage.ObjectStore;
import dev.thorax.testing.model.TestBundles;

/**
 * A version whose outcomes can be computed by hand, and scans of one grey. The probability of BRIGHT is the logistic function of 40 ·
 * (grey - 110) / 255. The Mahalanobis distance is the difference to the nearer of the greys 60 and 160, and may be 60. A class must have a
 * probability of 0.75.
 */
final class GreyVersion {
    static final String MODEL = "greys";
    static final String VERSION = "v-1";
    static final String DATASET = "site";
    static final List<String> CLASSES = List.of("BRIGHT", "DARK");
    /** Nobody opens it here. */
    private static final byte[] GRADCAM = {1, 2, 3};

    private static final int SIDE = 8;
    private static final float STEEPNESS = 40;
    private static final int THRESHOLD = 110;

    private final ObjectStore store;

    GreyVersion(ObjectStore store) {
        this.store = store;
    }

    void store(Map<String, List<String>> split, Map<String, Object> evaluation) {
        store(new Manifest.Data("trained", "0".repeat(64), Map.of(), split), evaluation, network());
    }

    void store(Manifest.Data data, Map<String, Object> evaluation, byte[] network) {
        Manifest manifest = new Manifest(
                MODEL,
                VERSION,
                CLASSES,
                new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA),
                Map.of(),
                "none",
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                data,
                evaluation,
                Map.of(Manifest.MODEL, Sha256.of(network), Manifest.GRADCAM, Sha256.of(GRADCAM)),
                null,
                null,
                Gate.of(new Gate.Limits(60, 0.2, 0.75, 0.05, 100)));
        store.put(StorageKeys.bundleFile(MODEL, VERSION, Manifest.MODEL), network, "application/octet-stream");
        store.put(StorageKeys.bundleFile(MODEL, VERSION, Manifest.GRADCAM), GRADCAM, "application/octet-stream");
        TestBundles.storeManifest(store, MODEL, VERSION, Json.write(manifest));
    }

    static byte[] network() {
        Architecture architecture = new Architecture(
                new NetworkInput(SIDE, SIDE, 1), List.of(new Conv(1, 1, Activation.IDENTITY), new Flatten()));
        Weights weights = Weights.random(architecture, CLASSES.size(), 1);
        Arrays.fill(weights.layers().get(0).kernel(), 1);
        Arrays.fill(weights.layers().get(0).bias(), 0);
        float[] kernel = weights.layers().get(1).kernel();
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = i % CLASSES.size() == 0 ? STEEPNESS / (SIDE * SIDE) : 0;
        }
        float[] bias = weights.layers().get(1).bias();
        Arrays.fill(bias, 0);
        bias[0] = -STEEPNESS * THRESHOLD / 255f;
        // Its one feature is the mean grey, in [0,1].
        FeatureReference reference = new FeatureReference(
                new double[] {0}, new double[][] {{255}}, new double[][] {{160}, {60}}, new double[][] {{1}}, 1);
        return OnnxExporter.model(architecture, weights, CLASSES.size(), 1, reference);
    }

    /** Files a scan of one grey under a label. */
    void scan(String id, String label, String patient, int grey, String source) {
        byte[] pixels = new byte[64 * 48];
        Arrays.fill(pixels, (byte) grey);
        store.put(StorageKeys.image(id), CanonicalImage.toPng(new GreyImage(64, 48, pixels)), "image/png");
        point(id, label, patient, "sha of " + id, source);
    }

    void point(String id, String label, String patient, String sha256, String source) {
        ScanMetadata metadata = new ScanMetadata("image/png", 9, 64, 48).withSource(source);
        store.put(
                StorageKeys.pointer(DATASET, label, id),
                Json.write(new ScanPointer(id, label, patient, sha256, StorageKeys.image(id), metadata)),
                "application/json");
    }
}
