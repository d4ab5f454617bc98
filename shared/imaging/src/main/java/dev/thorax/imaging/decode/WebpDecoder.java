package dev.thorax.imaging.decode;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.OpenCvMats;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

/** Decodes the first picture of a WebP file with the libwebp of OpenCV. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
final class WebpDecoder {
    private WebpDecoder() {}

    /** Returns the pixels of a file whose size was judged. */
    static StoredPicture decode(byte[] file, ImageHeader header) throws UnacceptableScanException {
        try (PointerScope scope = OpenCvMats.scope()) {
            int flags = header.alpha() ? IMREAD_UNCHANGED : IMREAD_GRAYSCALE | IMREAD_IGNORE_ORIENTATION;
            Mat pixels = pixels(file, flags);
            if (pixels.channels() == 1) {
                return StoredPicture.opaque(picture(pixels));
            }
            Mat grey = new Mat();
            cvtColor(pixels, grey, pixels.channels() == 4 ? COLOR_BGRA2GRAY : COLOR_BGR2GRAY);
            Mat alpha = new Mat();
            extractChannel(pixels, alpha, pixels.channels() - 1);
            return new StoredPicture(picture(grey), pixels.channels() == 4 ? picture(alpha) : null, false, false);
        }
    }

    private static Mat pixels(byte[] file, int flags) throws UnacceptableScanException {
        Mat pixels;
        try {
            pixels = OpenCvMats.decoded(file, flags);
        } catch (IllegalArgumentException e) {
            throw corrupt(e);
        }
        if (pixels.empty() || pixels.depth() != CV_8U) {
            throw corrupt(null);
        }
        return pixels;
    }

    private static GreyPicture picture(Mat grey) {
        return GreyPicture.of(grey.cols(), grey.rows(), OpenCvMats.image(grey).pixels());
    }

    private static UnacceptableScanException corrupt(RuntimeException cause) {
        return new UnacceptableScanException(
                RejectionReason.CORRUPT,
                "The pixels of the WebP file cannot be decoded, so it was damaged; send it again.",
                cause);
    }
}
