package dev.thorax.worker.comparison;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.lungs.Preprocessor;

/** A version that runs as it would in production: its {@code model.onnx} in ONNX Runtime, behind the one preprocessing. */
final class OpenedVersion implements AutoCloseable {
    private final ModelBundle bundle;
    private final Manifest manifest;
    private final OnnxSessions sessions;
    private final OrtSession session;
    private final Preprocessor preprocessor;

    private OpenedVersion(ModelBundle bundle, OnnxSessions sessions, OrtSession session, Preprocessor preprocessor) {
        this.bundle = bundle;
        this.manifest = bundle.manifest();
        this.sessions = sessions;
        this.session = session;
        this.preprocessor = preprocessor;
    }

    /**
     * Opens a version and runs it once.
     *
     * @throws BrokenBundleException if it cannot serve
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    static OpenedVersion open(ModelBundle bundle, OnnxSessions sessions) {
        Preprocessor preprocessor = Preprocessor.open(sessions, bundle);
        OrtSession session;
        try {
            session = sessions.open(bundle.file(Manifest.MODEL));
        } catch (RuntimeException e) {
            preprocessor.close();
            throw e;
        }
        OpenedVersion version = new OpenedVersion(bundle, sessions, session, preprocessor);
        try {
            preprocessor.warmUp();
            InputSpec input = bundle.manifest().input();
            version.probabilities(List.of(new byte[input.height() * input.width()]));
            return version;
        } catch (RuntimeException e) {
            version.close();
            throw e;
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of its {@code manifest.json}, 64 lower-case hex digits. */
    String digest() {
        return bundle.manifestDigest();
    }

    /** The version in words. */
    String name() {
        return "version " + manifest.version() + " of " + manifest.model();
    }

    /**
     * Scores canonical images in one run.
     *
     * @return the probabilities of each, float32[C] with the sum 1, in order; empty where its lung finder finds no lungs
     * @throws BrokenBundleException if it gives no probabilities
     */
    List<Optional<float[]>> score(List<GreyImage> images) {
        List<Optional<byte[]>> seen = images.stream().map(this::seen).toList();
        List<byte[]> inputs = seen.stream().flatMap(Optional::stream).toList();
        Iterator<float[]> rows = (inputs.isEmpty() ? List.<float[]>of() : List.of(probabilities(inputs))).iterator();
        return seen.stream().map(pixels -> pixels.map(found -> rows.next())).toList();
    }

    private Optional<byte[]> seen(GreyImage image) {
        try {
            return preprocessor.prepare(image).map(NetworkInput::pixels);
        } catch (ModelRunException e) {
            throw new BrokenBundleException(
                    "The lung finder of " + name() + " does not run: " + e.getMessage() + ".", e);
        }
    }

    /** Returns float32[N][C] for inputs of uint8[H * W]. */
    private float[][] probabilities(List<byte[]> inputs) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(
                inputs.stream().mapToInt(input -> input.length).sum());
        inputs.forEach(pixels::put);
        float[][] rows = run(pixels.flip(), inputs.size());
        if (rows.length != inputs.size() || !Arrays.stream(rows).allMatch(this::areProbabilities)) {
            throw new BrokenBundleException("The network of " + name()
                    + " does not give a probability for each class of its manifest: numbers in [0,1] with the sum 1.");
        }
        return rows;
    }

    private float[][] run(ByteBuffer pixels, int count) {
        long[] shape = {count, manifest.input().height(), manifest.input().width()};
        try (OnnxTensor images = OnnxTensor.createTensor(sessions.environment(), pixels, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", images))) {
            return (float[][]) result.get("probabilities")
                    .orElseThrow(() -> new OrtException("no output probabilities"))
                    .getValue();
        } catch (OrtException | ClassCastException e) {
            throw new BrokenBundleException(
                    "The network of " + name() + " does not run on the input its manifest names: " + e.getMessage()
                            + ".",
                    e);
        }
    }

    private boolean areProbabilities(float[] row) {
        return row.length == manifest.classes().size() && Probabilities.areThese(row);
    }

    @Override
    public void close() {
        preprocessor.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The session of " + name() + " cannot be closed.", e);
        }
    }
}
