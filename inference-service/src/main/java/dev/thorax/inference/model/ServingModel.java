package dev.thorax.inference.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.jboss.logging.Logger;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.onnx.BrokenBundleException;

/**
 * A version ready to score. It begins with one holder; {@link #retain} adds one, {@link #close} takes one, and with the
 * last its session is freed.
 */
public final class ServingModel implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ServingModel.class);
    private static final String IMAGE = "image";
    private static final String PROBABILITIES = "probabilities";

    private final Manifest manifest;
    private final String digest;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private int holders = 1;

    /** @param digest SHA-256 of the {@code model.onnx} behind {@code session} */
    ServingModel(Manifest manifest, String digest, OrtEnvironment environment, OrtSession session) {
        this.manifest = manifest;
        this.digest = digest;
        this.environment = environment;
        this.session = session;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of the {@code model.onnx} that scores, 64 lower-case hex digits. */
    public String digest() {
        return digest;
    }

    /**
     * Scores images in one run.
     *
     * @param images direct; from its position to its limit uint8[N,H,W]
     * @param count N, at least 1
     * @return float32[N,C], rows sum to 1
     */
    public float[][] score(ByteBuffer images, int count) throws OrtException {
        InputSpec input = manifest.input();
        long[] shape = {count, input.height(), input.width()};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, images, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(IMAGE, tensor))) {
            return (float[][]) result.get(PROBABILITIES)
                    .orElseThrow(() -> new OrtException("no output " + PROBABILITIES))
                    .getValue();
        }
    }

    /**
     * Runs once over {@code count} images of noise, so that the first scans do not wait for memory and kernels.
     *
     * @throws BrokenBundleException if the network does not do what its manifest says
     */
    void warmUp(int count) {
        InputSpec input = manifest.input();
        byte[] noise = new byte[count * input.height() * input.width()];
        new Random(1).nextBytes(noise);
        try {
            float[][] rows =
                    score(ByteBuffer.allocateDirect(noise.length).put(noise).flip(), count);
            if (rows.length != count || rows[0].length != manifest.classes().size()) {
                throw new BrokenBundleException(
                        "The network gives " + rows[0].length + " probabilities, but its manifest names "
                                + manifest.classes().size() + " classes.");
            }
            if (!Arrays.stream(rows).allMatch(Probabilities::areThese)) {
                throw new BrokenBundleException(
                        "The network does not give probabilities: numbers in [0,1] with the sum 1.");
            }
        } catch (OrtException | ClassCastException e) {
            throw new BrokenBundleException(
                    "The network does not run on the input its manifest names: " + e.getMessage(), e);
        }
    }

    /** Adds a holder. */
    synchronized ServingModel retain() {
        holders++;
        return this;
    }

    @Override
    public synchronized void close() {
        if (--holders == 0) {
            free();
        }
    }

    private void free() {
        try {
            session.close();
            LOG.infof("A model was put away model=%s version=%s", manifest.model(), manifest.version());
        } catch (OrtException e) {
            LOG.warnf("A model could not be freed version=%s cause=\"%s\"", manifest.version(), e.getMessage());
        }
    }
}
