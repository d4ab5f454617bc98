package dev.thorax.imaging.decode;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.OpenCvMats;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.minMaxLoc;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

/** Decodes the pixels of a file whose header was accepted. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
final class PixelDecoder {
    private PixelDecoder() {}

    /** Returns the canonical image of {@code file}. */
    static GreyImage decode(byte[] file, ImageHeader header) throws UnacceptableScanException {
        try (PointerScope scope = OpenCvMats.scope()) {
            return OpenCvMats.image(toEightBits(grey(file, header), header.whiteIsZero()));
        }
    }

    /** Returns the picture the right way up, with one channel of 8 or 16 bits. */
    private static Mat grey(byte[] file, ImageHeader header) throws UnacceptableScanException {
        Mat seen = Transparency.overBlack(pixels(OpenCvMats.row(file), flags(header)));
        return Orientation.apply(seen, header.orientation());
    }

    private static int flags(ImageHeader header) {
        if (header.alpha()) {
            return IMREAD_UNCHANGED;
        }
        int turning = header.orientation() == ImageHeader.BY_OPENCV ? 0 : IMREAD_IGNORE_ORIENTATION;
        return IMREAD_GRAYSCALE | IMREAD_ANYDEPTH | turning;
    }

    private static Mat pixels(Mat encoded, int flags) throws UnacceptableScanException {
        Mat pixels;
        try {
            pixels = imdecode(encoded, flags);
        } catch (RuntimeException e) {
            // JavaCPP turns every C++ exception into this one; the decoder met bytes that it does not accept.
            throw corrupt(e);
        }
        if (pixels.empty() || pixels.depth() != CV_8U && pixels.depth() != CV_16U) {
            throw corrupt(null);
        }
        return pixels;
    }

    private static UnacceptableScanException corrupt(RuntimeException cause) {
        UnacceptableScanException refusal = new UnacceptableScanException(
                RejectionReason.CORRUPT,
                "The file says it is a picture, but its pixels cannot be decoded; it was damaged, so send it again.");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }

    /**
     * Shrinks the picture, and only then rounds it to 8 bits, so that the means keep their precision. A TIFF file whose white is 0 is inverted
     * here if it has 16 bits: OpenCV (4.13) copies those as they are, and inverts what it decodes to 8 bits itself.
     */
    private static Mat toEightBits(Mat grey, boolean whiteIsZero) {
        double most = grey.depth() == CV_8U ? 255 : mostOf(grey);
        boolean inverted = whiteIsZero && grey.depth() == CV_16U;
        Mat shrunk = shrink(grey);
        Mat result = new Mat();
        shrunk.convertTo(result, CV_8UC1, (inverted ? -255 : 255) / most, inverted ? 255 : 0);
        return result;
    }

    /** Returns the largest value of the fewest bits (8, 10, 12, 14, 16) that hold the largest pixel. */
    private static double mostOf(Mat grey) {
        double[] least = new double[1];
        double[] most = new double[1];
        minMaxLoc(grey, least, most, null, null, null);
        int bits = 8;
        while (most[0] > (1 << bits) - 1) {
            bits += 2;
        }
        return (1 << bits) - 1;
    }

    private static Mat shrink(Mat grey) {
        int longSide = Math.max(grey.cols(), grey.rows());
        if (longSide <= ImageDecoder.LONG_SIDE) {
            return grey;
        }
        double scale = (double) ImageDecoder.LONG_SIDE / longSide;
        Mat shrunk = new Mat();
        Size size = new Size((int) Math.round(grey.cols() * scale), (int) Math.round(grey.rows() * scale));
        resize(grey, shrunk, size, 0, 0, INTER_AREA);
        return shrunk;
    }
}
