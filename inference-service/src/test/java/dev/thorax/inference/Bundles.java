package dev.thorax.inference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.servers.TestStack;

/** Real bundles of a small network with random weights. */
final class Bundles {
    static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");
    static final InputSpec INPUT = new InputSpec(32, 32, Interpolation.AREA);
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Architecture NETWORK = new Architecture(
            new NetworkInput(32, 32, 3),
            List.of(
                    new Layer.Conv(8, 3, Activation.RELU),
                    new Layer.MaxPool(2),
                    new Layer.Flatten(),
                    new Layer.Dense(16, Activation.RELU)));

    static final InputSpec SLOW_INPUT = new InputSpec(512, 512, Interpolation.AREA);
    private static final Architecture SLOW = new Architecture(
            new NetworkInput(512, 512, 3),
            List.of(
                    new Layer.Conv(64, 3, Activation.RELU),
                    new Layer.Conv(64, 3, Activation.RELU),
                    new Layer.MaxPool(16),
                    new Layer.Flatten()));

    private Bundles() {}

    static byte[] network(long seed) {
        return OnnxExporter.model(NETWORK, Weights.random(NETWORK, CLASSES.size(), seed), CLASSES.size());
    }

    /** Stores a bundle whose manifest names {@code network}, with {@code stored} in its place. */
    static ModelPromoted store(TestStack backing, String version, byte[] network, byte[] stored) throws Exception {
        return store(backing, version, network, stored, INPUT);
    }

    private static ModelPromoted store(
            TestStack backing, String version, byte[] network, byte[] stored, InputSpec input) throws Exception {
        Manifest manifest = new Manifest(
                "small",
                version,
                CLASSES,
                input,
                Map.of(),
                "none",
                1,
                THEN,
                new Manifest.Data("none", "0".repeat(64), Map.of(), Map.of()),
                Map.of(),
                Map.of(Manifest.MODEL, sha256(network)));
        byte[] json = Json.write(manifest);
        backing.store()
                .put(StorageKeys.bundleFile("small", version, Manifest.MODEL), stored, "application/octet-stream");
        backing.store().put(StorageKeys.bundleFile("small", version, Manifest.MANIFEST), json, "application/json");
        return new ModelPromoted(ModelPromoted.PRODUCTION, "small", version, sha256(json), "test", null, null, THEN);
    }

    static byte[] promote(TestStack backing, String version, long seed) throws Exception {
        byte[] network = network(seed);
        announce(backing, store(backing, version, network, network));
        return network;
    }

    /** Promotes {@code network} to candidate, as promoted at {@code when}. */
    static void tryOut(TestStack backing, String version, byte[] network, Instant when) throws Exception {
        tryOut(backing, version, network, INPUT, when);
    }

    static void tryOut(TestStack backing, String version, byte[] network, InputSpec input, Instant when)
            throws Exception {
        ModelPromoted stored = store(backing, version, network, network, input);
        announce(
                backing,
                new ModelPromoted(
                        ModelPromoted.CANDIDATE,
                        "small",
                        version,
                        stored.digest(),
                        "test",
                        ModelPromoted.Basis.TRIAL,
                        "A trial",
                        when));
    }

    /** A network that takes about a second for a scan on one thread. */
    static byte[] slowNetwork() {
        return OnnxExporter.model(SLOW, Weights.random(SLOW, CLASSES.size(), 5), CLASSES.size());
    }

    static void announce(TestStack backing, ModelPromoted promoted) {
        backing.produce(Topics.MODELS, promoted.slot(), Json.write(promoted), Map.of());
    }

    static Path file(Path folder, byte[] network) throws Exception {
        return Files.write(Files.createTempFile(folder, "direct", ".onnx"), network);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
