package dev.thorax.training.audit;

import java.util.function.Function;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.model.InputSpec;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.LabelledScan;

/** What is left of the pixels that a network takes when a part of the picture is black, small enough for a cheap model. */
final class MaskedPixels {
    private static final int SIDE = 32;
    private static final InputSpec SMALL = new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA);

    private final InputSpec input;
    private final Function<LabelledScan, Rectangle> window;

    MaskedPixels(InputSpec input, Function<LabelledScan, Rectangle> window) {
        this.input = input;
        this.window = window;
    }

    /** double[N][32 * 32] in [0,1] of all scans of {@code dataset}. */
    double[][] of(Dataset dataset, View view) {
        return dataset.scans().stream().map(scan -> small(scan, view)).toArray(double[][]::new);
    }

    private double[] small(LabelledScan scan, View view) {
        byte[] pixels = view.hidden().map(hidden -> masked(scan, hidden)).orElse(scan.pixels());
        byte[] small = new byte[SIDE * SIDE];
        ModelInput.write(new GreyImage(input.width(), input.height(), pixels), SMALL, small, 0);
        double[] values = new double[small.length];
        for (int i = 0; i < small.length; i++) {
            values[i] = Byte.toUnsignedInt(small[i]) / 255.0;
        }
        return values;
    }

    /** Black wherever a pixel touches {@code hidden}. */
    private byte[] masked(LabelledScan scan, Rectangle hidden) {
        double[] coverage = hidden.coverage(input.height(), input.width(), window.apply(scan));
        byte[] pixels = scan.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = coverage[i] > 0 ? 0 : pixels[i];
        }
        return pixels;
    }
}
