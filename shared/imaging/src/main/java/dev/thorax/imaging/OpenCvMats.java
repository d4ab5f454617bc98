package dev.thorax.imaging;

import java.nio.ByteBuffer;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

/** Copies between Java arrays and the memory of OpenCV. Everything allocated inside a {@link #scope()} is freed at its end. */
public final class OpenCvMats {
    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    /** The name of the first chunk, IHDR. */
    private static final int PNG_HEADER = 0x49484452;
    /** Bytes of a PNG to the end of its size. */
    private static final int PNG_START = 24;

    static {
        // By default JavaCPP refuses memory while the process has more than four times the Java heap. From then on
        // every
        // decode would fail. ONNX Runtime counts into it, and glibc does not give memory back. So the system limits it.
        setDefault("org.bytedeco.javacpp.maxbytes");
        setDefault("org.bytedeco.javacpp.maxphysicalbytes");
        // The services run several scans side by side; OpenCV's own threads would only fight over the cores.
        opencv_core.setNumThreads(1);
    }

    private OpenCvMats() {}

    private static void setDefault(String limit) {
        if (System.getProperty(limit) == null) {
            System.setProperty(limit, "0");
        }
    }

    /** Opens a scope that frees, when it is closed, what was allocated in it. */
    public static PointerScope scope() {
        return new PointerScope();
    }

    /** Returns the bytes as a matrix of one row, the form in which OpenCV takes encoded pictures. */
    public static Mat row(byte[] bytes) {
        return matrix(1, bytes.length, CV_8UC1, new BytePointer(bytes));
    }

    /**
     * Returns the picture in {@code encoded}, empty if there is none.
     *
     * @param flags those of OpenCV's {@code imread}
     * @throws IllegalArgumentException if OpenCV refuses the bytes, for example for the size that they name
     */
    public static Mat decoded(byte[] encoded, int flags) {
        if (encoded.length == 0) {
            return new Mat();
        }
        try {
            return opencv_imgcodecs.imdecode(row(encoded), flags);
        } catch (RuntimeException e) {
            // JavaCPP turns every C++ exception into this one.
            throw new IllegalArgumentException("The bytes are no picture that can be decoded.", e);
        }
    }

    /**
     * Returns the picture in a PNG, empty if it is none or has more than {@code most} pixels. These are not decoded, as OpenCV
     * reserves the memory for what the header names.
     */
    public static Mat decodedPng(byte[] png, long most) {
        if (png.length < PNG_START) {
            return new Mat();
        }
        ByteBuffer start = ByteBuffer.wrap(png);
        long width = Integer.toUnsignedLong(start.getInt(PNG_START - 8));
        long height = Integer.toUnsignedLong(start.getInt(PNG_START - 4));
        boolean fits = width <= most && height <= most && width * height <= most;
        return start.getLong() == PNG_SIGNATURE && start.getInt(PNG_START - 12) == PNG_HEADER && fits
                ? decoded(png, opencv_imgcodecs.IMREAD_UNCHANGED)
                : new Mat();
    }

    /** Copies an image into an 8-bit matrix of one channel. */
    public static Mat matrix(GreyImage image) {
        return matrix(image.height(), image.width(), CV_8UC1, new BytePointer(image.pixels()));
    }

    private static Mat matrix(int rows, int columns, int type, BytePointer data) {
        return new Mat(rows, columns, type, data);
    }

    /** Copies an 8-bit matrix of one channel into an image. */
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

    /** Encodes a PNG without filters, compressed at zlib's {@code level} from 0 (not at all) to 9. */
    public static byte[] png(Mat pixels, int level) {
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
