package dev.thorax.imaging;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST_EXACT;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

/** Turns an image into the input of a network. Training, inference and explain all use this and nothing else. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public final class ModelInput {
    private ModelInput() {}

    /**
     * Writes {@code image}, or the part of it that {@link CropWindow#of} names, at the size of the network.
     *
     * @param target uint8[height * width] are written here, row by row
     * @param offset index of the first byte that is written
     */
    public static void write(GreyImage image, InputSpec spec, byte[] target, int offset) {
        try (PointerScope scope = OpenCvMats.scope()) {
            CropWindow window = CropWindow.of(image.width(), image.height(), spec);
            Mat seen = new Mat(
                    OpenCvMats.matrix(image), new Rect(window.left(), window.top(), window.width(), window.height()));
            Mat squeezed = new Mat();
            resize(seen, squeezed, new Size(spec.width(), spec.height()), 0, 0, method(spec.interpolation()));
            OpenCvMats.copy(squeezed, target, offset);
        }
    }

    private static int method(Interpolation interpolation) {
        return switch (interpolation) {
            case AREA -> INTER_AREA;
            case LINEAR -> INTER_LINEAR;
            // The one that takes the pixel nearest to the centre, as Keras and Pillow do.
            case NEAREST -> INTER_NEAREST_EXACT;
        };
    }
}
