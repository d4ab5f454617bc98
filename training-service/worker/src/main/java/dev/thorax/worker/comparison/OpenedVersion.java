package dev.thorax.worker.comparison;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;

/** A version that runs as it would in production: its {@code model.onnx} in ONNX Runtime, behind the one preprocessing. */
final class OpenedVersion implements AutoCloseable {
    private final ModelBundle bundle;
    private final Manifest manifest;
    private final OnnxSessions sessions;
    private final OrtSession session;

    private OpenedVersion(ModelBundle bundle, OnnxSessions sessions, OrtSession session) {
        this.bundle = bundle;
        this.manifest = bundle.manifest();
        this.sessions = sessions;
        this.session = session;
    }

    /**
     * Opens a version and runs it once.
     *
     * @throws BrokenBundleException if it cannot serve
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    static OpenedVersion open(ModelBundle bundle, OnnxSessions sessions) {
        OpenedVersion version = new OpenedVersion(bundle, sessions, sessions.open(bundle.file(Manifest.MODEL)));
        try {
            version.score(List.of(new GreyImage(64, 64, new byte[64 * 64])));
            return version;
        } catch (BrokenBundleException e) {
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
     * @return float32[N][C], rows sum to 1
     * @throws BrokenBundleException if it gives no probabilities
     */
    float[][] score(List<GreyImage> images) {
        InputSpec input = manifest.input();
        byte[] pixels = new byte[images.size() * input.height() * input.width()];
        for (int i = 0; i < images.size(); i++) {
            ModelInput.write(images.get(i), input, pixels, i * input.height() * input.width());
        }
        float[][] rows =
                run(ByteBuffer.allocateDirect(pixels.length).put(pixels).flip(), images.size());
        if (rows.length != images.size() || !Arrays.stream(rows).allMatch(this::areProbabilities)) {
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
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The session of " + name() + " cannot be closed.", e);
        }
    }
}
