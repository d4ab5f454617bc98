package dev.thorax.contracts.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json} of a bundle: everything that serving needs to know about a version, and where it came from.
 *
 * @param model name of the model
 * @param version version of the model; never changes once written
 * @param classes the classes in the order of the network's outputs
 * @param input what the network takes
 * @param recipe the recipe by which it was trained, as it was read
 * @param engine the library that trained it, with its version
 * @param seed the seed of the training
 * @param trainedAt when the training ended (UTC)
 * @param data what it was trained on
 * @param evaluation how it does on patients that it never saw
 * @param files SHA-256 of each other file of the bundle, 64 lower-case hex digits, by file name
 * @param serving whether it can serve, or null in bundles from before this was recorded
 * @param kind what the version is for, or null for a network that tells classes apart
 * @param gate which scans it leaves undetermined, or null in bundles from before there were gates, which give every scan a class
 * @param lungs the lung finder in the bundle, or null if the network sees the scan without one
 * @param conformal the rule by which it names all classes that a scan may have, or null if it names none but the most probable
 */
public record Manifest(
        String model,
        String version,
        List<String> classes,
        InputSpec input,
        Map<String, Object> recipe,
        String engine,
        long seed,
        Instant trainedAt,
        Data data,
        Map<String, Object> evaluation,
        Map<String, String> files,
        @Nullable Serving serving,
        @Nullable Kind kind,
        @Nullable Gate gate,
        @Nullable Lungs lungs,
        @Nullable ConformalSets conformal) {

    /**
     * The lung finder whose square a network sees. Its network is the file {@link #LUNGS} of the same bundle.
     *
     * @param model name of the recipe that trained it
     * @param version the version from which it was copied
     * @param input what it takes of a canonical image
     */
    public record Lungs(String model, String version, InputSpec input) {}

    /** The kinds of version. */
    public enum Kind {
        /** Tells classes apart: {@link #MODEL} and {@link #GRADCAM}. */
        CLASSIFICATION,
        /** Draws a mask: {@link #LUNGS}. It serves in no slot. */
        SEGMENTATION
    }

    /** Creates the manifest of a network that tells classes apart, without a gate. */
    public Manifest(
            String model,
            String version,
            List<String> classes,
            InputSpec input,
            Map<String, Object> recipe,
            String engine,
            long seed,
            Instant trainedAt,
            Data data,
            Map<String, Object> evaluation,
            Map<String, String> files,
            @Nullable Serving serving) {
        this(
                model,
                version,
                classes,
                input,
                recipe,
                engine,
                seed,
                trainedAt,
                data,
                evaluation,
                files,
                serving,
                null,
                null);
    }

    /** Creates the manifest of a network that sees a scan without a lung finder. */
    public Manifest(
            String model,
            String version,
            List<String> classes,
            InputSpec input,
            Map<String, Object> recipe,
            String engine,
            long seed,
            Instant trainedAt,
            Data data,
            Map<String, Object> evaluation,
            Map<String, String> files,
            @Nullable Serving serving,
            @Nullable Kind kind,
            @Nullable Gate gate) {
        this(
                model,
                version,
                classes,
                input,
                recipe,
                engine,
                seed,
                trainedAt,
                data,
                evaluation,
                files,
                serving,
                kind,
                gate,
                null,
                null);
    }

    /** Creates a manifest that does not record whether the version can serve. */
    public Manifest(
            String model,
            String version,
            List<String> classes,
            InputSpec input,
            Map<String, Object> recipe,
            String engine,
            long seed,
            Instant trainedAt,
            Data data,
            Map<String, Object> evaluation,
            Map<String, String> files) {
        this(model, version, classes, input, recipe, engine, seed, trainedAt, data, evaluation, files, null);
    }

    /** {@code image: uint8[N,H,W]} to {@code probabilities: float32[N,C]}, rows sum to 1, and with a gate {@code distances: float32[N,2]}. */
    public static final String MODEL = "model.onnx";
    /** {@code image: uint8[N,H,W], class: int64[N]} to {@code heatmap: float32[N,h,w]} in [0,1] and {@code probabilities}. */
    public static final String GRADCAM = "gradcam.onnx";
    /** {@code image: uint8[N,H,W]} to {@code mask: float32[N,h,w]} in [0,1], the probability that a position shows lung. */
    public static final String LUNGS = "lungs.onnx";
    /** This record as JSON. */
    public static final String MANIFEST = "manifest.json";
    /** Most bytes of {@link #MANIFEST} that are read: those of about 240,000 scans with digests as ids. */
    public static final int MAX_BYTES = 16 << 20;

    /** Returns the same manifest with the digests of {@code files}. */
    public Manifest withFiles(Map<String, String> digests) {
        return new ManifestCopy(this).files(digests).build();
    }

    /** Returns the same manifest of a version of another kind. */
    public Manifest ofKind(Kind other) {
        return new ManifestCopy(this).kind(other).build();
    }

    /** Returns the same manifest of a network that sees the square of a lung finder. */
    public Manifest withLungs(@Nullable Lungs finder) {
        return new ManifestCopy(this).lungs(finder).build();
    }

    /** Returns the same manifest of a version that names all classes that a scan may have, or of one that does not. */
    public Manifest withConformal(@Nullable ConformalSets sets) {
        return new ManifestCopy(this).conformal(sets).build();
    }

    /** Returns the manifest of a new version of the same network, with sets that were calibrated on scans of a site. */
    public Manifest calibrated(String newVersion, ConformalSets sets) {
        return new ManifestCopy(this).version(newVersion).conformal(sets).build();
    }

    /** Returns the version of the training that made the network: that of the manifest, unless it was calibrated afterwards. */
    public String trainedVersion() {
        return conformal == null || conformal.site() == null
                ? version
                : conformal.site().trained();
    }

    /** Returns whether the version draws masks, so that it names no diagnosis and serves in no slot. */
    public boolean isSegmentation() {
        return kind == Kind.SEGMENTATION;
    }

    /** Returns what a scan must keep to get a class, or null if every scan gets one. */
    public Gate.@Nullable Limits limits() {
        return gate == null ? null : gate.limits();
    }

    /**
     * The data behind a version.
     *
     * @param dataset name of the data set
     * @param digest SHA-256 over the sorted lines {@code label/scanId sha256}, 64 lower-case hex digits
     * @param scans scans of each class
     * @param split scan ids of each part: {@code training}, {@code validation}, {@code test}
     * @param snapshot SHA-256 of {@code trainings/{version}/dataset.json}, which holds all that the training froze when it
     *     began, 64 lower-case hex digits; null in bundles from before data sets were frozen
     * @param build digest of the worker's code that trained it, 16 lower-case hex digits; null as {@code snapshot}
     * @param weights SHA-256 of the weights file of the backbone, 64 lower-case hex digits; null if there was none
     */
    public record Data(
            String dataset,
            String digest,
            Map<String, Integer> scans,
            Map<String, List<String>> split,
            @Nullable String snapshot,
            @Nullable String build,
            @Nullable String weights) {
        /** Describes data that was not frozen. */
        public Data(String dataset, String digest, Map<String, Integer> scans, Map<String, List<String>> split) {
            this(dataset, digest, scans, split, null, null, null);
        }
    }

    /**
     * What was proved when the version was written.
     *
     * @param provedWith the library in which {@link #MODEL} gave the probabilities of the trained network, or null if
     *     there is no {@link #MODEL}
     * @param obstacle why the version cannot be written as {@link #MODEL}, or null
     */
    public record Serving(@Nullable String provedWith, @Nullable String obstacle) {}
}
