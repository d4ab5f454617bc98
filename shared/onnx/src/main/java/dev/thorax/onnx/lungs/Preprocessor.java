package dev.thorax.onnx.lungs;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.imaging.CropWindow;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.LungSearch.Found;

/**
 * Makes the input of a network from a canonical image: finds the lungs if the network wants to see them, cuts the square
 * around them and brings it to the network's size. Training, scoring and heat maps use this and nothing else. Safe for use
 * by many threads.
 */
public final class Preprocessor implements AutoCloseable {
    private static final GreyImage BLANK = new GreyImage(64, 64, new byte[64 * 64]);

    private final InputSpec input;
    private final InputSpec ofPart;
    private final @Nullable LungFinder finder;

    private Preprocessor(InputSpec input, @Nullable LungFinder finder) {
        if ((input.fit() == Fit.LUNGS) != (finder != null)) {
            throw new IllegalArgumentException(
                    "A network that sees the lungs needs a lung finder, and no other one has one.");
        }
        this.input = input;
        this.finder = finder;
        this.ofPart = finder == null
                ? input
                : new InputSpec(input.height(), input.width(), input.interpolation(), Fit.SQUEEZE, input.canonical());
    }

    /** Creates the preprocessor of a network that sees scans without a lung finder. */
    public static Preprocessor of(InputSpec input) {
        return new Preprocessor(input, null);
    }

    /**
     * Creates the preprocessor of a network that sees the square around the lungs.
     *
     * @param finder closed with this
     */
    public static Preprocessor of(InputSpec input, LungFinder finder) {
        return new Preprocessor(input, finder);
    }

    /**
     * Opens the preprocessor of a version that tells classes apart.
     *
     * @param sessions open its lung finder, if it has one. Scans are searched one by one on their caller's threads, so one thread each
     *     is enough.
     * @throws dev.thorax.onnx.BrokenBundleException if the bundle has no lung finder that ONNX Runtime can read and run
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public static Preprocessor open(OnnxSessions sessions, ModelBundle bundle) {
        InputSpec input = bundle.manifest().input();
        return input.fit() == Fit.LUNGS ? of(input, LungFinder.open(sessions, bundle)) : of(input);
    }

    /** Returns the input of the network. */
    public InputSpec input() {
        return input;
    }

    /**
     * Returns what the network sees of a scan, or nothing if it wants to see the lungs and they are not found.
     *
     * @param image the canonical image
     * @throws dev.thorax.onnx.ModelRunException if ONNX Runtime does not run the lung finder
     */
    public Optional<NetworkInput> prepare(GreyImage image) {
        if (finder == null) {
            CropWindow seen = CropWindow.of(image.width(), image.height(), input);
            return Optional.of(new NetworkInput(pixels(image), seen, null));
        }
        return finder.find(image) instanceof Found found ? Optional.of(prepare(image, found.box())) : Optional.empty();
    }

    /**
     * Searches a blank picture, so that memory and kernels are ready before the first scan.
     *
     * @throws BrokenBundleException if ONNX Runtime does not run the lung finder
     */
    public void warmUp() {
        try {
            prepare(BLANK);
        } catch (ModelRunException e) {
            throw new BrokenBundleException(e.getMessage(), e);
        }
    }

    private NetworkInput prepare(GreyImage image, SquareBox lungs) {
        return new NetworkInput(pixels(lungs.cut(image)), lungs.window(), lungs);
    }

    private byte[] pixels(GreyImage image) {
        byte[] pixels = new byte[input.height() * input.width()];
        ModelInput.write(image, ofPart, pixels, 0);
        return pixels;
    }

    @Override
    public void close() {
        if (finder != null) {
            finder.close();
        }
    }
}
