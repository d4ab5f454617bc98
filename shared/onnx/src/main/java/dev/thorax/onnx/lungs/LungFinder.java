package dev.thorax.onnx.lungs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.onnx.MaskSession;
import dev.thorax.onnx.MaskSession.Masks;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;

/**
 * Finds the lungs of canonical images: network, rule and box in one step, which training, scoring and heat maps share. Safe
 * for use by many threads.
 */
public final class LungFinder implements AutoCloseable {
    /** Version of the rule that makes a box of a mask. Raise it if the same mask can give another box: then boxes that were kept are stale. */
    public static final int RULE_VERSION = 1;

    private final MaskSession session;
    private final InputSpec input;

    private LungFinder(MaskSession session, InputSpec input) {
        this.session = session;
        this.input = input;
    }

    /**
     * Opens the lung finder of a bundle.
     *
     * @throws dev.thorax.onnx.BrokenBundleException if the bundle has none that ONNX Runtime can read
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public static LungFinder open(OnnxSessions sessions, ModelBundle bundle) {
        return new LungFinder(MaskSession.open(sessions, bundle), MaskSession.lungsInput(bundle.manifest()));
    }

    /**
     * Opens a lung finder that belongs to no bundle yet.
     *
     * @param model {@code lungs.onnx}
     * @param input what it takes of a canonical image
     * @throws dev.thorax.onnx.BrokenBundleException if ONNX Runtime cannot read it
     */
    public static LungFinder open(OnnxSessions sessions, byte[] model, InputSpec input) {
        return new LungFinder(MaskSession.open(sessions, model, input), input);
    }

    /** Searches an image for two lungs. */
    public LungSearch find(GreyImage image) {
        return find(List.of(image)).get(0);
    }

    /**
     * Searches images in one run of the network.
     *
     * @param images at least one
     * @return the result for each image, in order
     * @throws dev.thorax.onnx.ModelRunException if ONNX Runtime does not run the network
     */
    public List<LungSearch> find(List<GreyImage> images) {
        int pixels = input.height() * input.width();
        byte[] all = new byte[Math.multiplyExact(images.size(), pixels)];
        for (int i = 0; i < images.size(); i++) {
            ModelInput.write(images.get(i), input, all, i * pixels);
        }
        Masks masks =
                session.masks(ByteBuffer.allocateDirect(all.length).put(all).flip(), images.size());
        List<LungSearch> found = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            GreyImage image = images.get(i);
            found.add(judge(masks.values()[i], masks.height(), masks.width(), image.width(), image.height()));
        }
        return List.copyOf(found);
    }

    /**
     * Decides whether a mask shows two lungs.
     *
     * @param mask float32[height * width], probabilities in [0,1], over the whole image
     * @param imageWidth columns of the canonical image
     * @param imageHeight its rows
     */
    public static LungSearch judge(float[] mask, int height, int width, int imageWidth, int imageHeight) {
        return LungRule.search(mask, height, width, imageWidth, imageHeight);
    }

    @Override
    public void close() {
        session.close();
    }
}
