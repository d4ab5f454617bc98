package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.OpenCvMats;
import dev.thorax.imaging.format.UnacceptableScanException;

import static dev.thorax.imaging.decode.HandmadeTiff.BLACK_IS_ZERO;
import static dev.thorax.imaging.decode.HandmadeTiff.LONG;
import static dev.thorax.imaging.decode.HandmadeTiff.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;

/** One radiograph in the kinds of TIFF that scanners, converters and cameras write. */
class TiffKindsTest {
    private static final GreyImage BASE = Radiograph.image();
    private static final GreyImage SMALL = Pictures.stretch(BASE, 50, 40);

    @ParameterizedTest
    @CsvSource({"LZW", "ZLib", "Deflate", "PackBits", "JPEG"})
    void shouldReadEachCompression(String compression) throws Exception {
        for (BufferedImage picture : new BufferedImage[] {Pictures.picture(BASE), Pictures.colour(BASE)}) {
            assertSeen(encoded(compression, picture), compression.equals("JPEG") ? 2.5 : 0.01);
        }
        if (!compression.equals("JPEG")) {
            assertSeen(encoded(compression, Pictures.wide(BASE)), 0.01);
            assertSeen(encoded(compression, Pictures.indexed(BASE)), 0.01);
        }
    }

    /** Compressions and predictors as libtiff writes them. */
    @ParameterizedTest
    @CsvSource({"1, 1", "5, 1", "5, 2", "8, 2", "32773, 1", "32946, 2"})
    void shouldReadWhatLibtiffWrites(int compression, int predictor) throws Exception {
        assertSeen(byLibtiff(OpenCvMats.matrix(BASE), compression, predictor), 0.01);
        Mat wide = new Mat();
        OpenCvMats.matrix(BASE).convertTo(wide, CV_16UC1, 257, 0);
        assertSeen(byLibtiff(wide, compression, predictor), 0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 32773})
    void shouldRefuseCompressedPixelsThatAreCut(int compression) {
        byte[] whole = byLibtiff(OpenCvMats.matrix(BASE), compression, 1);
        HandmadeTiff shortened = HandmadeTiff.strips(BASE, 8, BLACK_IS_ZERO, BASE.height())
                .with(259, SHORT, compression)
                .with(279, LONG, 40);

        assertThatThrownBy(() -> ImageDecoder.decode(shortened.bytes())).isInstanceOf(UnacceptableScanException.class);
        for (int length = 8; length < whole.length - 300; length += 977) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ImageDecoder.decode(cut)).isInstanceOf(UnacceptableScanException.class);
        }
    }

    @Test
    void shouldTakeThePictureBehindItsThumbnail() throws Exception {
        assertSeen(pages("LZW", SMALL, BASE), 0.01);
        assertSeen(pages("LZW", BASE, SMALL), 0.01);
        assertSeen(pages("PackBits", SMALL, SMALL, BASE, SMALL), 0.01);
    }

    @Test
    void shouldTakeThePictureInADirectoryBelowItsThumbnail() throws Exception {
        HandmadeTiff thumbnail =
                HandmadeTiff.strips(SMALL, 8, BLACK_IS_ZERO, 40).with(254, LONG, 1);
        HandmadeTiff picture = HandmadeTiff.strips(BASE, 8, BLACK_IS_ZERO, 16).with(254, LONG, 0);

        assertSeen(thumbnail.withSubDirectory(picture), 0.01);
    }

    @Test
    void shouldTakeASmallerPictureThanWhatIsCalledReduced() throws Exception {
        GreyImage large = Pictures.stretch(Pictures.canonical(Pictures.gradient(90, 80)), 400, 320);
        Supplier<HandmadeTiff> reduced =
                () -> HandmadeTiff.strips(large, 8, BLACK_IS_ZERO, 320).with(254, LONG, 1);
        Supplier<HandmadeTiff> picture = () -> HandmadeTiff.strips(BASE, 8, BLACK_IS_ZERO, 16);

        assertSeen(reduced.get().withSubDirectory(picture.get()), 0.01);
        assertSeen(picture.get().withSubDirectory(reduced.get()), 0.01);
    }

    @Test
    void shouldNotFollowDirectoriesInACircle() throws Exception {
        byte[] file = HandmadeTiff.strips(BASE, 8, BLACK_IS_ZERO, 16).bytes();
        int directory = java.nio.ByteBuffer.wrap(file)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(4);
        int next = directory + 2 + 12 * (file[directory] & 0xff);
        java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(next, directory);

        assertSeen(file, 0.01);
    }

    /** Bits a sample, packed without gaps between the samples of a row. */
    @ParameterizedTest
    @ValueSource(ints = {4, 10, 12, 14})
    void shouldReadPackedSamples(int bits) throws Exception {
        int row = (BASE.width() * bits + 7) / 8;
        byte[] stored = new byte[row * BASE.height()];
        for (int i = 0; i < BASE.pixels().length; i++) {
            int value = Math.min((1 << bits) - 1, (BASE.pixels()[i] & 0xff) * (1 << bits) / 255);
            int at = i / BASE.width() * row * 8 + i % BASE.width() * bits;
            for (int bit = 0; bit < bits; bit++, at++) {
                stored[at / 8] |= (byte) ((value >> bits - 1 - bit & 1) << 7 - at % 8);
            }
        }
        byte[] file = HandmadeTiff.samples(BASE.width(), BASE.height(), bits, 1, BLACK_IS_ZERO, 32, stored)
                .bytes();

        assertSeen(file, bits == 4 ? 9 : 1);
    }

    @ParameterizedTest
    @CsvSource({"8", "16"})
    void shouldReadUnassociatedAlphaAndIgnoreOtherExtraSamples(int bits) throws Exception {
        byte[] stored = new byte[2 * BASE.pixels().length * bits / 8];
        for (int i = 0; i < BASE.pixels().length; i++) {
            for (int b = 0; b < bits / 8; b++) {
                stored[2 * i * bits / 8 + b] = BASE.pixels()[i];
                stored[(2 * i + 1) * bits / 8 + b] = (byte) (i % BASE.width() < 20 ? 0 : 255);
            }
        }
        HandmadeTiff tiff =
                HandmadeTiff.samples(BASE.width(), BASE.height(), bits, 2, BLACK_IS_ZERO, BASE.height(), stored);

        assertSeen(tiff.with(338, SHORT, 0).bytes(), 0.01);
        GreyImage seen = ImageDecoder.decode(tiff.with(338, SHORT, 2).bytes()).image();
        assertThat(seen.pixels()[80 * BASE.width() + 19]).isZero();
        assertThat(seen.pixels()[80 * BASE.width() + 100]).isEqualTo(BASE.pixels()[80 * BASE.width() + 100]);
    }

    /** Inks: 0 is none. */
    @Test
    void shouldReadInks() throws Exception {
        byte[] stored = new byte[4 * BASE.pixels().length];
        for (int i = 0; i < BASE.pixels().length; i++) {
            stored[4 * i + 3] = (byte) (255 - (BASE.pixels()[i] & 0xff));
        }

        assertSeen(
                HandmadeTiff.samples(BASE.width(), BASE.height(), 8, 4, 5, 16, stored)
                        .bytes(),
                1);
    }

    @Test
    void shouldReadOneStripWithoutItsLength() throws Exception {
        for (int bits : new int[] {8, 16}) {
            HandmadeTiff tiff = HandmadeTiff.strips(BASE, bits, BLACK_IS_ZERO, BASE.height());
            assertSeen(tiff.with(279, LONG, 0).bytes(), 0.01);
            assertSeen(tiff.without(279).bytes(), 0.01);
            assertSeen(tiff.without(278).bytes(), 0.01);
        }
    }

    static byte[] encoded(String compression, BufferedImage picture) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        return Pictures.encode(picture, writer, compressed(writer, compression));
    }

    private static ImageWriteParam compressed(ImageWriter writer, String compression) {
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionType(compression);
        return how;
    }

    private static byte[] pages(String compression, GreyImage... pages) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (GreyImage page : pages) {
                writer.writeToSequence(
                        new IIOImage(Pictures.picture(page), null, null), compressed(writer, compression));
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static byte[] byLibtiff(Mat pixels, int compression, int predictor) {
        BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(
                opencv_imgcodecs.IMWRITE_TIFF_COMPRESSION,
                compression,
                opencv_imgcodecs.IMWRITE_TIFF_PREDICTOR,
                predictor);
        assertThat(opencv_imgcodecs.imencode(".tif", pixels, encoded, parameters))
                .isTrue();
        byte[] file = new byte[(int) encoded.limit()];
        encoded.get(file);
        return file;
    }

    private static void assertSeen(byte[] file, double most) throws Exception {
        assertThat(Intake.difference(BASE, ImageDecoder.decode(file).image())).isLessThan(most);
    }
}
