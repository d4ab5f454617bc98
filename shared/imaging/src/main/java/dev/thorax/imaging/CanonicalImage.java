package dev.thorax.imaging;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

/** Converts the canonical image from and to the form that lies in the object store: an 8-bit grey PNG that ingest wrote. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public final class CanonicalImage {
    private CanonicalImage() {}

    /**
     * Returns the image as an uncompressed 8-bit grey PNG of at most 256 KiB. Inflating a compressed one would cost inference more
     * than everything else beside the network (docs/decisions/0005).
     */
    public static byte[] toPng(GreyImage image) {
        try (PointerScope scope = OpenCvMats.scope()) {
            return OpenCvMats.png(OpenCvMats.matrix(image), 0);
        }
    }

    /**
     * Reads what {@link #toPng} wrote.
     *
     * @throws IllegalArgumentException if the bytes are not an 8-bit grey PNG
     */
    public static GreyImage fromPng(byte[] png) {
        try (PointerScope scope = OpenCvMats.scope()) {
            Mat pixels = png.length == 0 ? new Mat() : imdecode(OpenCvMats.row(png), IMREAD_UNCHANGED);
            if (pixels.empty() || pixels.type() != CV_8UC1) {
                throw new IllegalArgumentException("The canonical image is not an 8-bit grey PNG.");
            }
            return OpenCvMats.image(pixels);
        }
    }
}
