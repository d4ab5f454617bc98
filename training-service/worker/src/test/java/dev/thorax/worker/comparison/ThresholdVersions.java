package dev.thorax.worker.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.storage.ObjectStore;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Versions that call a scan BRIGHT if its grey is above a threshold, and a data set of even greys: patient i of DARK has
 * 40 + 4 i, patient i of BRIGHT 140 + 4 i, with two scans each. So the threshold says what a version reaches.
 */
final class ThresholdVersions {
    static final String DATASET = "greys";
    static final String MODEL = "threshold";
    static final int PATIENTS = 12;
    private static final String BRIGHT = "BRIGHT";
    private static final String DARK = "DARK";
    private static final int SIDE = 8;
    private static final float STEEPNESS = 40;

    private final ObjectStore store;

    ThresholdVersions(ObjectStore store) {
        this.store = store;
        for (int i = 0; i < PATIENTS; i++) {
            scan(DARK, i, 40 + 4 * i);
            scan(BRIGHT, i, 140 + 4 * i);
        }
    }

    /** A version with these classes that was tested on the patients from {@code from} to {@code to}, and trained on the others. */
    record Kind(List<String> classes, int from, int to, Double margin) {
        static final Kind USUAL = new Kind(List.of(BRIGHT, DARK), 0, 6, 0.2);

        Kind withMargin(Double other) {
            return new Kind(classes, from, to, other);
        }

        Kind withClasses(String... others) {
            return new Kind(List.of(others), from, to, margin);
        }

        Kind testedOn(int first, int end) {
            return new Kind(classes, first, end, margin);
        }
    }

    void store(String version, int threshold, Kind kind) {
        store(version, kind, network(threshold, kind.classes()));
    }

    void store(String version, Kind kind, byte[] network) {
        byte[] report = "<!doctype html><title>Report</title>".getBytes(UTF_8);
        Manifest manifest = new Manifest(
                MODEL,
                version,
                kind.classes(),
                new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA),
                Map.of(),
                "none",
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                new Manifest.Data(DATASET, "0".repeat(64), Map.of(), split(kind)),
                kind.margin() == null ? Map.of() : Map.of("audit", Map.of("margin", kind.margin())),
                new TreeMap<>(Map.of(Manifest.MODEL, sha256(network), "report.html", sha256(report))));
        put(version, Manifest.MODEL, network);
        put(version, "report.html", report);
        TestBundles.storeManifest(store, MODEL, version, Json.write(manifest));
    }

    /** Stores a version that sees the square around lungs, which no scan has. */
    void storeWithLungs(String version, int threshold, Kind kind) {
        byte[] network = network(threshold, kind.classes());
        byte[] lungs = TinyNetworks.lungs();
        Manifest manifest = new Manifest(
                        MODEL,
                        version,
                        kind.classes(),
                        new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA, InputSpec.Fit.LUNGS),
                        Map.of(),
                        "none",
                        1,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        new Manifest.Data(DATASET, "0".repeat(64), Map.of(), split(kind)),
                        Map.of(),
                        new TreeMap<>(Map.of(Manifest.MODEL, sha256(network), Manifest.LUNGS, sha256(lungs))))
                .withLungs(TestBundles.LUNGS);
        put(version, Manifest.MODEL, network);
        put(version, Manifest.LUNGS, lungs);
        TestBundles.storeManifest(store, MODEL, version, Json.write(manifest));
    }

    void put(String version, String file, byte[] bytes) {
        store.put(StorageKeys.bundleFile(MODEL, version, file), bytes, "application/octet-stream");
    }

    static byte[] network(int threshold, List<String> classes) {
        Architecture architecture = new Architecture(
                new NetworkInput(SIDE, SIDE, 1), List.of(new Conv(1, 1, Activation.IDENTITY), new Flatten()));
        Weights weights = Weights.random(architecture, classes.size(), 1);
        int bright = classes.indexOf(BRIGHT);
        Arrays.fill(weights.layers().get(0).kernel(), 1);
        Arrays.fill(weights.layers().get(0).bias(), 0);
        float[] kernel = weights.layers().get(1).kernel();
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = i % classes.size() == bright ? STEEPNESS / (SIDE * SIDE) : 0;
        }
        float[] bias = weights.layers().get(1).bias();
        Arrays.fill(bias, 0);
        bias[bright] = -STEEPNESS * threshold / 255f;
        return OnnxExporter.model(architecture, weights, classes.size());
    }

    private void scan(String label, int patient, int grey) {
        for (int scan = 0; scan < 2; scan++) {
            String id = id(label, patient, scan);
            byte[] pixels = new byte[64 * 48];
            Arrays.fill(pixels, (byte) (grey + scan));
            store.put(StorageKeys.image(id), CanonicalImage.toPng(new GreyImage(64, 48, pixels)), "image/png");
            store.put(
                    StorageKeys.pointer(DATASET, label, id),
                    Json.write(new ScanPointer(id, label, label + patient, "sha of " + id, StorageKeys.image(id))),
                    "application/json");
        }
    }

    private static Map<String, List<String>> split(Kind kind) {
        Map<String, List<String>> split = new HashMap<>();
        split.put("test", ids(IntStream.range(kind.from(), kind.to())));
        split.put("training", ids(IntStream.range(0, PATIENTS).filter(i -> i < kind.from() || i >= kind.to())));
        split.put("validation", List.of());
        return split;
    }

    private static List<String> ids(IntStream patients) {
        List<String> ids = new ArrayList<>();
        patients.forEach(patient -> List.of(BRIGHT, DARK).forEach(label -> {
            ids.add(id(label, patient, 0));
            ids.add(id(label, patient, 1));
        }));
        return ids;
    }

    private static String id(String label, int patient, int scan) {
        return label.toLowerCase(java.util.Locale.ROOT) + "-" + patient + "-" + scan;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
