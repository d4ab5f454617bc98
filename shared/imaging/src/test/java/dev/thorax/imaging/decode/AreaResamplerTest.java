package dev.thorax.imaging.decode;

import java.util.Random;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

class AreaResamplerTest {
    /** Version 1 of the canonical image was shrunk by OpenCV. */
    @ParameterizedTest
    @CsvSource({
        "1024, 1024, 512, 512",
        "1536, 1024, 512, 341",
        "1536, 512, 512, 171",
        "2048, 1536, 512, 384",
        "600, 513, 512, 438",
        "513, 100, 512, 100",
        "777, 1303, 305, 512",
        "3000, 2500, 512, 427"
    })
    void shouldShrinkAsOpenCvDoes(int width, int height, int newWidth, int newHeight) {
        Random random = new Random(width);
        byte[] narrow = new byte[width * height];
        short[] wide = new short[width * height];
        random.nextBytes(narrow);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (short) random.nextInt(4096);
        }

        GreyPicture eight = AreaResampler.shrink(GreyPicture.of(width, height, narrow), newWidth, newHeight, 0, 255);
        GreyPicture twelve = AreaResampler.shrink(GreyPicture.of(width, height, wide), newWidth, newHeight, 0, 4095);

        Mat byOpenCv = new Mat();
        resize(
                new Mat(height, width, CV_8UC1, new BytePointer(narrow)),
                byOpenCv,
                new Size(newWidth, newHeight),
                0,
                0,
                INTER_AREA);
        Mat wideByOpenCv = new Mat();
        resize(
                new Mat(height, width, CV_16UC1, new ShortPointer(wide)),
                wideByOpenCv,
                new Size(newWidth, newHeight),
                0,
                0,
                INTER_AREA);
        for (int i = 0; i < newWidth * newHeight; i++) {
            assertThat(eight.get(i)).isEqualTo(byOpenCv.data().get(i) & 0xff);
            assertThat(twelve.get(i)).isEqualTo(new ShortPointer(wideByOpenCv.data()).get(i) & 0xffff);
        }
    }
}
