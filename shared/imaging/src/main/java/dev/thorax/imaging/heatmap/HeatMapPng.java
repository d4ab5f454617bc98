package dev.thorax.imaging.heatmap;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

import dev.thorax.imaging.OpenCvMats;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;

/** Converts heat maps from and to the form that lies in the object store: a 16-bit grey PNG, 0 for 0 and 65535 for 1. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public final class HeatMapPng {
    private static final double WHITE = 65535;
    /** Most pixels of a heat map: as many as the largest network takes. */
    private static final long MOST_PIXELS = 4096L * 4096;

    private HeatMapPng() {}

    /**
     * Writes a heat map; values outside [0,1] are clipped.
     *
     * @param heat float32[h * w], row by row
     */
    public static byte[] write(float[] heat, int h, int w) {
        HeatMap map = new HeatMap(h, w, heat);
        try (PointerScope scope = OpenCvMats.scope()) {
            Mat values = new Mat(map.height(), map.width(), CV_32FC1, new FloatPointer(map.values()));
            Mat pixels = new Mat();
            values.convertTo(pixels, CV_16UC1, WHITE, 0);
            return OpenCvMats.png(pixels, 1);
        }
    }

    /**
     * Reads what {@link #write} wrote; each value is exact to 1/131070.
     *
     * @throws IllegalArgumentException if the bytes are not a whole 16-bit grey PNG of at most 4096 x 4096 pixels
     */
    public static HeatMap read(byte[] png) {
        try (PointerScope scope = OpenCvMats.scope()) {
            Mat pixels = OpenCvMats.decodedPng(png, MOST_PIXELS);
            if (pixels.empty() || pixels.type() != CV_16UC1) {
                throw new IllegalArgumentException(
                        "The heat map is not a whole 16-bit grey PNG of at most " + MOST_PIXELS + " pixels.");
            }
            Mat values = new Mat();
            pixels.convertTo(values, CV_32FC1, 1 / WHITE, 0);
            float[] heat = new float[pixels.rows() * pixels.cols()];
            new FloatPointer(values.data()).get(heat);
            return new HeatMap(pixels.rows(), pixels.cols(), heat);
        }
    }
}
