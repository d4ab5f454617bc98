package dev.thorax.imaging.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.OpenCvMats;

import static dev.thorax.imaging.decode.HandmadePng.ascii;
import static dev.thorax.imaging.decode.HandmadePng.join;
import static dev.thorax.imaging.decode.HandmadeTiff.BLACK_IS_ZERO;
import static dev.thorax.imaging.decode.HandmadeTiff.ORIENTATION;
import static dev.thorax.imaging.decode.HandmadeTiff.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

/** One stored picture in every format and every orientation that it can carry. */
class OrientationTest {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 50;
    /** Mean grey levels that a lossy codec may change. */
    private static final double LOSS = 2.5;

    private enum Kind {
        PNG_GREY(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                return png(Pictures.encode(Pictures.picture(stored), "png"), exif, "IDAT");
            }
        },
        PNG_GREY_EXIF_LAST(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                return png(Pictures.encode(Pictures.picture(stored), "png"), exif, "IEND");
            }
        },
        PNG_ALPHA(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                return png(Pictures.encode(Pictures.opaque(stored), "png"), exif, "IDAT");
            }
        },
        PNG_ALPHA_EXIF_LAST(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                return png(Pictures.encode(Pictures.opaque(stored), "png"), exif, "IEND");
            }
        },
        PNG_RGB(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                return png(Pictures.encode(Pictures.colour(stored), "png"), exif, "IDAT");
            }
        },
        PNG_PALETTE(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                return png(Pictures.encode(Pictures.indexed(stored), "png"), exif, "IDAT");
            }
        },
        PNG_16_BIT(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                return png(Pictures.encode(Pictures.wide(stored), "png"), exif, "IDAT");
            }
        },
        PNG_PROFILE_EXIF(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                byte[] text = HandmadePng.profile("exif", join(ascii("Exif\0\0"), exif));
                return HandmadePng.with(Pictures.encode(Pictures.picture(stored), "png"), "tEXt", text, "IDAT");
            }
        },
        PNG_PROFILE_EXIF_COMPRESSED(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                byte[] text = HandmadePng.compressed(HandmadePng.profile("exif", join(ascii("Exif\0\0"), exif)));
                return HandmadePng.with(Pictures.encode(Pictures.wide(stored), "png"), "zTXt", text, "IEND");
            }
        },
        PNG_PROFILE_APP1_OF_ALPHA(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                byte[] text = HandmadePng.profile("APP1", join(ascii("Exif\0\0"), exif));
                return HandmadePng.with(Pictures.encode(Pictures.opaque(stored), "png"), "tEXt", text, "IDAT");
            }
        },
        PNG_PROFILE_APP1_OF_COLOUR(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                byte[] text = HandmadePng.profile("APP1", exif);
                return HandmadePng.with(Pictures.encode(Pictures.colour(stored), "png"), "tEXt", text, "IDAT");
            }
        },
        JPEG_OTHER_APP1_FIRST(LOSS) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                byte[] file = Pictures.encode(Pictures.picture(stored), "jpg");
                byte[] xmp = ascii("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>");
                byte[] first = {(byte) 0xff, (byte) 0xe1, 0, (byte) (2 + xmp.length)};
                byte[] second = {(byte) 0xff, (byte) 0xe1, 0, (byte) (8 + exif.length)};
                int behindJfif = 4 + ((file[4] & 0xff) << 8 | file[5] & 0xff);
                return join(
                        Arrays.copyOf(file, behindJfif),
                        first,
                        xmp,
                        second,
                        ascii("Exif\0\0"),
                        exif,
                        Arrays.copyOfRange(file, behindJfif, file.length));
            }
        },
        JPEG_COLOUR(LOSS) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                byte[] file = Pictures.encode(Pictures.colour(stored), "jpg");
                byte[] start = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, (byte) (8 + exif.length)};
                return join(start, ascii("Exif\0\0"), exif, Arrays.copyOfRange(file, 2, file.length));
            }
        },
        JPEG(LOSS) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) throws IOException {
                byte[] file = Pictures.encode(Pictures.picture(stored), "jpg");
                byte[] start = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, (byte) (8 + exif.length)};
                return join(start, ascii("Exif\0\0"), exif, Arrays.copyOfRange(file, 2, file.length));
            }
        },
        WEBP_LOSSY(LOSS) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return webp(stored, 95, 0, exif);
            }
        },
        WEBP_LOSSLESS(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return webp(stored, 101, 0, exif);
            }
        },
        WEBP_ALPHA(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return webp(stored, 101, 0x10, exif);
            }
        },
        WEBP_EXIF_WITH_JPEG_PREFIX(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return webp(stored, 101, 0, join(ascii("Exif\0\0"), exif));
            }
        },
        TIFF_8_BIT_ONE_STRIP(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return tiff(HandmadeTiff.strips(stored, 8, BLACK_IS_ZERO, HEIGHT), exif);
            }
        },
        TIFF_8_BIT_STRIPS(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return tiff(HandmadeTiff.strips(stored, 8, BLACK_IS_ZERO, 16), exif);
            }
        },
        TIFF_8_BIT_TILES(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return tiff(HandmadeTiff.tiles(stored, 8, BLACK_IS_ZERO, 32), exif);
            }
        },
        TIFF_16_BIT_STRIPS(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return tiff(HandmadeTiff.strips(stored, 16, BLACK_IS_ZERO, 16), exif);
            }
        },
        TIFF_16_BIT_TILES(0) {
            @Override
            byte[] file(GreyImage stored, byte[] exif) {
                return tiff(HandmadeTiff.tiles(stored, 16, BLACK_IS_ZERO, 32), exif);
            }
        };

        private final double loss;

        Kind(double loss) {
            this.loss = loss;
        }

        abstract byte[] file(GreyImage stored, byte[] exif) throws IOException;
    }

    static Stream<Arguments> table() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> IntStream.rangeClosed(1, 8).mapToObj(value -> Arguments.of(kind, value)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void shouldTurnEveryFormatAsItsOrientationSays(Kind kind, int orientation) throws Exception {
        // Given
        GreyImage stored = scene();
        byte[] exif = HandmadeTiff.empty().with(ORIENTATION, SHORT, orientation).bytes();
        byte[] file = kind.file(stored, exif);

        // When
        GreyImage seen = ImageDecoder.decode(file).image();

        // Then
        assertThat(Intake.difference(Pictures.oriented(stored, orientation), seen))
                .isLessThanOrEqualTo(kind.loss);
    }

    /** Smooth, so that lossy codecs keep it, and unlike any of its mirror images. */
    private static GreyImage scene() {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % WIDTH * 2 + i / WIDTH);
        }
        pixels[pixels.length - 1] = (byte) 255;
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }

    private static byte[] tiff(HandmadeTiff tiff, byte[] exif) {
        int orientation = exif[18];
        return tiff.with(ORIENTATION, SHORT, orientation).bytes();
    }

    private static byte[] png(byte[] png, byte[] exif, String before) {
        return HandmadePng.with(png, "eXIf", exif, before);
    }

    /** {@code stored} as OpenCV encodes it (quality over 100: without loss), in the extended form with EXIF data. */
    private static byte[] webp(GreyImage stored, int quality, int flags, byte[] exif) {
        BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality);
        assertThat(opencv_imgcodecs.imencode(".webp", OpenCvMats.matrix(stored), encoded, parameters))
                .isTrue();
        byte[] simple = new byte[(int) encoded.limit()];
        encoded.get(simple);
        byte[] size = {(byte) (flags | 8), 0, 0, 0, WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0};
        byte[] chunks = join(
                ascii("WEBP"), chunk("VP8X", size), Arrays.copyOfRange(simple, 12, simple.length), chunk("EXIF", exif));
        return chunk("RIFF", chunks);
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(data.length)
                .array();
        return join(ascii(type), length, data, new byte[data.length & 1]);
    }
}
