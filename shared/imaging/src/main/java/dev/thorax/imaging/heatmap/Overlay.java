package dev.thorax.imaging.heatmap;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.OpenCvMats;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.COLORMAP_JET;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.applyColorMap;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

/** Lays a heat map over the image that it explains. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public final class Overlay {
    private Overlay() {}

    /**
     * Colours the heat map (jet: blue 0, red 1), stretches it over the image and blends: each pixel is
     * {@code (1 - opacity) * image + opacity * colour}. The usual {@code image + 0.4 * colour} differs only in brightness, and
     * clips the bright parts of a radiograph.
     *
     * @param image the image that the network saw
     * @param heat float32[h * w] in [0,1], row by row; values outside are clipped
     * @param opacity 0 (only the image) to 1 (only the heat map)
     * @return an RGB PNG of the image's size
     */
    public static byte[] jet(GreyImage image, float[] heat, int h, int w, double opacity) {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("The opacity of a heat map must be between 0 and 1.");
        }
        try (PointerScope scope = OpenCvMats.scope()) {
            Mat grey = new Mat();
            cvtColor(OpenCvMats.matrix(image), grey, COLOR_GRAY2BGR);
            Mat blended = new Mat();
            addWeighted(
                    colours(new HeatMap(h, w, heat), image.width(), image.height()),
                    opacity,
                    grey,
                    1 - opacity,
                    0,
                    blended);
            return OpenCvMats.png(blended, 1);
        }
    }

    private static Mat colours(HeatMap heat, int width, int height) {
        Mat values = new Mat(heat.height(), heat.width(), CV_32FC1, new FloatPointer(heat.values()));
        Mat stretched = new Mat();
        resize(values, stretched, new Size(width, height), 0, 0, INTER_LINEAR);
        Mat levels = new Mat();
        stretched.convertTo(levels, CV_8UC1, 255, 0);
        Mat colours = new Mat();
        applyColorMap(levels, colours, COLORMAP_JET);
        return colours;
    }
}
