package dev.thorax.imaging;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

/** Between Java arrays and OpenCV's memory. Everything made inside a {@link #scope()} is freed at its end. */
public final class OpenCvMats {
    static {
        // The services run several scans side by side; OpenCV's own threads would only fight over the cores.
        opencv_core.setNumThreads(1);
    }

    private OpenCvMats() {}

    /** What is made until it is closed is freed then. */
    public static PointerScope scope() {
        return new PointerScope();
    }

    /** The bytes as one row, as OpenCV wants encoded pictures. */
    static Mat row(byte[] bytes) {
        return matrix(1, bytes.length, CV_8UC1, new BytePointer(bytes));
    }

    /** An 8-bit matrix of one channel, a copy of the image. */
    public static Mat matrix(GreyImage image) {
        return matrix(image.height(), image.width(), CV_8UC1, new BytePointer(image.pixels()));
    }

    private static Mat matrix(int rows, int columns, int type, BytePointer data) {
        return new Mat(rows, columns, type, data);
    }

    /** An 8-bit matrix of one channel as an image. */
    public static GreyImage image(Mat grey) {
        byte[] pixels = new byte[grey.rows() * grey.cols()];
        copy(grey, pixels, 0);
        return new GreyImage(grey.cols(), grey.rows(), pixels);
    }

    /** Copies an 8-bit matrix of one channel to {@code target} from {@code offset} on. */
    static void copy(Mat grey, byte[] target, int offset) {
        Mat packed = grey.isContinuous() ? grey : grey.clone();
        packed.data().get(target, offset, grey.rows() * grey.cols());
    }

    /** A PNG without filters, compressed at {@code level} of zlib, 0 (not at all) to 9. */
    static byte[] png(Mat pixels, int level) {
        BytePointer file = new BytePointer();
        IntPointer fast = new IntPointer(
                opencv_imgcodecs.IMWRITE_PNG_COMPRESSION,
                level,
                opencv_imgcodecs.IMWRITE_PNG_FILTER,
                opencv_imgcodecs.IMWRITE_PNG_FILTER_NONE);
        if (!opencv_imgcodecs.imencode(".png", pixels, file, fast)) {
            throw new IllegalStateException("OpenCV could not write a PNG.");
        }
        byte[] bytes = new byte[(int) file.limit()];
        file.get(bytes);
        return bytes;
    }
}
