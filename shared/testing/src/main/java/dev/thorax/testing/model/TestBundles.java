package dev.thorax.testing.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredPromotion;
import dev.thorax.storage.ObjectStore;

/** Stores signed bundles of {@link TinyNetworks} or of other ONNX files, under the model name {@value #MODEL}. */
public final class TestBundles {
    /** Name of the model. */
    public static final String MODEL = "tiny";
    /** Classes of every version, in the order of the outputs. */
    public static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");
    /** Input of every version that names no other. */
    public static final InputSpec INPUT = new InputSpec(32, 32, Interpolation.AREA);
    /** The time at which every version was trained and promoted. */
    public static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    /** The keys of every version. */
    public static final SigningKeyPair KEYS = SigningKeyPair.generate();

    private TestBundles() {}

    /** Stores a version with both ONNX files, and returns its promotion to production. */
    public static ModelPromoted store(ObjectStore store, String version, long seed) {
        return store(
                store,
                version,
                INPUT,
                Map.of(
                        Manifest.MODEL, TinyNetworks.model(CLASSES.size(), seed),
                        Manifest.GRADCAM, TinyNetworks.gradCam(CLASSES.size(), seed)));
    }

    /** Stores a version whose gate refuses pictures that are brighter than {@code limits} allow. */
    public static ModelPromoted storeGated(ObjectStore store, String version, long seed, Gate.Limits limits) {
        return store(
                store,
                version,
                INPUT,
                Map.of(
                        Manifest.MODEL, TinyNetworks.gatedModel(CLASSES.size(), seed),
                        Manifest.GRADCAM, TinyNetworks.gradCam(CLASSES.size(), seed)),
                Gate.of(limits));
    }

    /** The input of the lung finder of {@link #storeWithLungs}. */
    public static final Manifest.Lungs LUNGS =
            new Manifest.Lungs("lungs", "l-1", new InputSpec(64, 64, Interpolation.AREA));

    /** Stores a version that sees the square around bright lungs. */
    public static ModelPromoted storeWithLungs(ObjectStore store, String version, long seed) {
        InputSpec square = new InputSpec(32, 32, Interpolation.AREA, InputSpec.Fit.LUNGS);
        return store(
                store,
                version,
                Map.of(
                        Manifest.MODEL, TinyNetworks.model(CLASSES.size(), seed),
                        Manifest.GRADCAM, TinyNetworks.gradCam(CLASSES.size(), seed),
                        Manifest.LUNGS, TinyNetworks.lungs()),
                digests -> manifest(version, square, digests).withLungs(LUNGS));
    }

    /**
     * Stores a version without a gate, and returns its promotion to production.
     *
     * @param files the files besides the manifest, by name
     */
    public static ModelPromoted store(ObjectStore store, String version, InputSpec input, Map<String, byte[]> files) {
        return store(store, version, input, files, null);
    }

    private static ModelPromoted store(
            ObjectStore store, String version, InputSpec input, Map<String, byte[]> files, Gate gate) {
        return store(store, version, files, digests -> manifest(version, input, digests, gate));
    }

    private static ModelPromoted store(
            ObjectStore store,
            String version,
            Map<String, byte[]> files,
            Function<Map<String, String>, Manifest> ofDigests) {
        Map<String, String> digests = new TreeMap<>();
        files.forEach((name, bytes) -> {
            digests.put(name, Sha256.of(bytes));
            store.put(StorageKeys.bundleFile(MODEL, version, name), bytes, "application/octet-stream");
        });
        byte[] manifest = Json.write(ofDigests.apply(digests));
        storeManifest(store, MODEL, version, manifest);
        return promotion(Slot.PRODUCTION.wireName(), version, Sha256.of(manifest));
    }

    /** Stores a manifest and its signature. */
    public static void storeManifest(ObjectStore store, String model, String version, byte[] manifest) {
        store.put(StorageKeys.bundleFile(model, version, Manifest.MANIFEST), manifest, "application/json");
        store.put(
                StorageKeys.signature(model, version),
                KEYS.signing().sign(Sha256.of(manifest)),
                "application/octet-stream");
    }

    /** Returns the promotion of a stored version to the slot {@code candidate} at {@code when}. */
    public static ModelPromoted asCandidate(ModelPromoted promotion, Instant when) {
        return new ModelPromoted(
                Slot.CANDIDATE.wireName(),
                promotion.model(),
                promotion.version(),
                promotion.digest(),
                promotion.promotedBy(),
                ModelPromoted.Basis.TRIAL,
                "A trial",
                when);
    }

    /** Stores the decision {@code id} that promoted a version at {@code time}. */
    public static void decide(ObjectStore store, String id, ModelPromoted promoted, Instant time) {
        StoredPromotion decision = new StoredPromotion(
                id,
                "PROMOTED",
                promoted.slot(),
                promoted.model(),
                promoted.version(),
                promoted.digest(),
                "Ada",
                "why",
                promoted.basis(),
                "reason",
                time);
        store.put(StorageKeys.promotion(id), Json.write(decision), "application/json");
    }

    /** Returns the manifest of a version. */
    public static Manifest manifest(String version, InputSpec input, Map<String, String> digests) {
        return manifest(version, input, digests, null);
    }

    /** Returns the manifest of a version with a gate, or without one if it is null. */
    public static Manifest manifest(String version, InputSpec input, Map<String, String> digests, Gate gate) {
        return new Manifest(
                MODEL,
                version,
                CLASSES,
                input,
                Map.of(),
                "none",
                1,
                TIME,
                new Manifest.Data("none", "0".repeat(64), Map.of(), Map.of()),
                Map.of(),
                digests,
                null,
                null,
                gate);
    }

    private static ModelPromoted promotion(String slot, String version, String digest) {
        return new ModelPromoted(slot, MODEL, version, digest, "test", null, null, TIME);
    }
}
