package dev.thorax.imaging.decode;

import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;

/**
 * Turns a picture as its EXIF orientation demands (JEITA CP-3451, tag 0x0112). OpenCV does so itself, but neither with alpha nor for all
 * WebP files.
 */
final class Orientation {
    private static final int VERTICAL = 0;
    private static final int HORIZONTAL = 1;
    private static final int BOTH = -1;

    private Orientation() {}

    /** Returns the picture of stored {@code pixels} the right way up. */
    static Mat apply(Mat pixels, int orientation) {
        return switch (orientation) {
            case 2 -> flipped(pixels, HORIZONTAL);
            case 3 -> flipped(pixels, BOTH);
            case 4 -> flipped(pixels, VERTICAL);
            case 5 -> transposed(pixels);
            case 6 -> flipped(transposed(pixels), HORIZONTAL);
            case 7 -> flipped(transposed(pixels), BOTH);
            case 8 -> flipped(transposed(pixels), VERTICAL);
            default -> pixels;
        };
    }

    private static Mat flipped(Mat pixels, int axis) {
        Mat result = new Mat();
        flip(pixels, result, axis);
        return result;
    }

    private static Mat transposed(Mat pixels) {
        Mat result = new Mat();
        transpose(pixels, result);
        return result;
    }
}
