package dev.thorax.worker.audit;

import java.util.function.Function;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;

/** Computes the features of a control from pixels: a part of the image is blackened, the rest is scaled down to 32 x 32. */
final class MaskedPixelFeatures {
    private static final int SIDE = 32;
    private static final InputSpec SMALL = new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA);

    private final Dataset dataset;
    private final Function<LabelledScan, Rectangle> window;
    private final ControlInput view;

    MaskedPixelFeatures(Dataset dataset, Function<LabelledScan, Rectangle> window, ControlInput view) {
        this.dataset = dataset;
        this.window = window;
        this.view = view;
    }

    /** Those of scan {@code index}, double[32 * 32] in [0,1]. */
    double[] of(int index) {
        byte[] pixels = dataset.pixels().get(index);
        view.hidden()
                .ifPresent(hidden ->
                        blacken(pixels, hidden, window.apply(dataset.scans().get(index))));
        byte[] small = new byte[SIDE * SIDE];
        InputSpec input = dataset.input();
        ModelInput.write(new GreyImage(input.width(), input.height(), pixels), SMALL, small, 0);
        double[] values = new double[small.length];
        for (int i = 0; i < small.length; i++) {
            values[i] = Byte.toUnsignedInt(small[i]) / 255.0;
        }
        return values;
    }

    /** Every pixel that touches {@code hidden}. */
    private void blacken(byte[] pixels, Rectangle hidden, Rectangle shown) {
        double[] coverage =
                hidden.coverage(dataset.input().height(), dataset.input().width(), shown);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = coverage[i] > 0 ? 0 : pixels[i];
        }
    }
}
