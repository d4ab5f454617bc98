package dev.thorax.training.promotion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.training.GreyPng;

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
        byte[] network = network(threshold, kind.classes());
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
                new TreeMap<>(Map.of(Manifest.MODEL, Sha256.of(network), "report.html", Sha256.of(report))),
                null,
                null,
                PromotionTestBed.GATE);
        put(version, Manifest.MODEL, network);
        put(version, "report.html", report);
        TestBundles.storeManifest(store, MODEL, version, Json.write(manifest));
    }

    void put(String version, String file, byte[] bytes) {
        store.put(StorageKeys.bundleFile(MODEL, version, file), bytes, "application/octet-stream");
    }

    /** The worker's ThresholdVersions wrote these networks. */
    private static byte[] network(int threshold, List<String> classes) {
        String resource = "/threshold/" + threshold + "-" + String.join("-", classes) + ".onnx";
        try (InputStream network = ThresholdVersions.class.getResourceAsStream(resource)) {
            return network.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scan(String label, int patient, int grey) {
        for (int scan = 0; scan < 2; scan++) {
            String id = id(label, patient, scan);
            byte[] pixels = new byte[64 * 48];
            Arrays.fill(pixels, (byte) (grey + scan));
            store.put(StorageKeys.image(id), GreyPng.of(64, 48, pixels), "image/png");
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
}
