package dev.thorax.imaging.decode;

import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

/** Removes transparency from a picture. */
final class Transparency {
    private Transparency() {}

    /** Returns {@code pixels} (1, 3 or 4 channels, 8 or 16 bits) over black, as one channel. */
    static Mat overBlack(Mat pixels) {
        if (pixels.channels() == 1) {
            return pixels;
        }
        Mat grey = new Mat();
        cvtColor(pixels, grey, pixels.channels() == 4 ? COLOR_BGRA2GRAY : COLOR_BGR2GRAY);
        if (pixels.channels() != 4) {
            return grey;
        }
        Mat alpha = new Mat();
        extractChannel(pixels, alpha, 3);
        if (countNonZero(alpha) > 0) {
            multiply(grey, alpha, grey, 1.0 / (pixels.depth() == CV_16U ? 0xffff : 0xff), -1);
        }
        return grey;
    }
}
