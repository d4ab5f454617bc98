package dev.thorax.worker.enrich;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.OpenCvMats;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.Canny;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;

/**
 * A filter that makes another image of the same size. Below, {@code i} is a pixel in [0,255] and {@code mean} the mean of the 3 x 3 pixels
 * around it, mirrored at the border without repeating the pixel there; results are rounded and clipped to [0,255].
 */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public enum ImageFilter {
    /** 10 i^0.4. */
    @JsonProperty("powerLaw0.4")
    POWER_LAW_04 {
        @Override
        void apply(Mat image, Mat result) {
            powerLaw(0.4, image, result);
        }
    },
    /** 10 i^0.55. */
    @JsonProperty("powerLaw0.55")
    POWER_LAW_055 {
        @Override
        void apply(Mat image, Mat result) {
            powerLaw(0.55, image, result);
        }
    },
    /** {@code mean}. */
    @JsonProperty("mean")
    MEAN {
        @Override
        void apply(Mat image, Mat result) {
            blur(image, result, new Size(3, 3));
        }
    },
    /** i + 3 (i - mean). */
    @JsonProperty("unsharp")
    UNSHARP {
        @Override
        void apply(Mat image, Mat result) {
            Mat exact = new Mat();
            Mat mean = new Mat();
            image.convertTo(exact, CV_32FC1);
            blur(exact, mean, new Size(3, 3));
            addWeighted(exact, 4, mean, -3, 0, result, CV_8UC1);
        }
    },
    /**
     * i + 3 e, where e is 255 on the edges of Canny (1986) and 0 elsewhere, so that edges are white: 3 x 3 Sobel gradients, magnitude
     * |dx| + |dy|, edges above 225 and what is above 50 and joined to them.
     */
    @JsonProperty("edges")
    EDGES {
        @Override
        void apply(Mat image, Mat result) {
            Mat edges = new Mat();
            Canny(image, edges, 50, 225);
            addWeighted(image, 1, edges, 3, 0, result);
        }
    };

    abstract void apply(Mat image, Mat result);

    /** Returns the filtered image. */
    public GreyImage apply(GreyImage image) {
        try (PointerScope scope = OpenCvMats.scope()) {
            Mat result = new Mat();
            apply(OpenCvMats.matrix(image), result);
            return OpenCvMats.image(result);
        }
    }

    private static void powerLaw(double exponent, Mat image, Mat result) {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) Math.min(255, Math.round(10 * Math.pow(i, exponent)));
        }
        LUT(image, OpenCvMats.matrix(new GreyImage(256, 1, table)), result);
    }
}
