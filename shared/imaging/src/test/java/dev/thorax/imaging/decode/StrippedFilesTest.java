package dev.thorax.imaging.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;

/** Files without their metadata decode to the same, and nothing of the metadata is left. */
class StrippedFilesTest {
    private static final String NAME = "Doe^Jane";
    private static final byte[] MARKER = NAME.getBytes(StandardCharsets.ISO_8859_1);
    private static final GreyImage SMALL = Pictures.stretch(Radiograph.image(), 50, 40);

    static List<Path> files() throws Exception {
        return Intake.files("intake").stream()
                .filter(file ->
                        !file.toString().endsWith(".json") && !file.toString().endsWith(".md"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldDecodeToTheSameImageWithoutMetadata(Path path) throws Exception {
        byte[] file = Files.readAllBytes(path);
        DecodedScan decoded;
        try {
            decoded = ImageDecoder.decode(file);
        } catch (UnacceptableScanException e) {
            return;
        }
        assertSame(decoded, stripped(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "tiff"})
    void shouldRemoveWhatFollowsThePicture(String format) throws Exception {
        byte[] file = HandmadePng.join(Pictures.encode(Pictures.picture(SMALL), format), MARKER);

        assertSame(ImageDecoder.decode(file), assertClean(stripped(file)));
    }

    @ParameterizedTest
    @CsvSource({"tEXt", "zTXt", "iTXt", "eXIf", "tIME", "iCCP", "prVt"})
    void shouldRemoveChunksOfPng(String type) throws Exception {
        byte[] png = Pictures.encode(Pictures.picture(SMALL), "png");
        byte[] file = HandmadePng.with(HandmadePng.with(png, type, MARKER, "IDAT"), type, MARKER, "IEND");

        assertSame(ImageDecoder.decode(file), assertClean(stripped(file)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldKeepTheOrientationOfEachFormat(int orientation) throws Exception {
        byte[] exif = exif(orientation);
        byte[] png = Pictures.encode(Pictures.picture(SMALL), "png");
        byte[] jpeg = Pictures.encode(Pictures.picture(SMALL), "jpg");
        byte[] app1 = segment(0xe1, HandmadePng.join(HandmadePng.ascii("Exif\0\0"), exif));
        byte[] text = HandmadePng.profile("exif", exif);
        for (byte[] file : List.of(
                HandmadePng.with(png, "eXIf", exif, "IDAT"),
                HandmadePng.with(png, "tEXt", text, "IDAT"),
                HandmadePng.with(HandmadePng.with(png, "tEXt", text, "IDAT"), "eXIf", exif(1), "IDAT"),
                afterStart(jpeg, app1),
                tiff(orientation))) {
            assertSame(ImageDecoder.decode(file), assertClean(stripped(file)));
        }
    }

    @Test
    void shouldRemoveSegmentsOfJpegBeforeAndBehindThePixels() throws Exception {
        byte[] jpeg = Pictures.encode(Pictures.colour(SMALL), "jpg");
        byte[] segments = HandmadePng.join(
                segment(0xe1, HandmadePng.join(HandmadePng.ascii("http://ns.adobe.com/xap/1.0/\0"), MARKER)),
                segment(0xed, MARKER),
                segment(0xe2, HandmadePng.join(HandmadePng.ascii("ICC_PROFILE\0"), MARKER)),
                segment(0xfe, MARKER));
        byte[] file = afterStart(jpeg, segments);
        int end = file.length - 2;
        file = HandmadePng.join(Arrays.copyOf(file, end), segments, Arrays.copyOfRange(file, end, file.length));

        assertSame(ImageDecoder.decode(file), assertClean(stripped(file)));
    }

    @ParameterizedTest
    @CsvSource({"270, 2", "315, 2", "34665, 4", "34853, 4", "700, 7", "50000, 7", "33432, 2"})
    void shouldRemoveTagsOfTiff(int tag, int type) throws Exception {
        long[] values = new long[NAME.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == 4
                    ? ByteBuffer.wrap(MARKER).order(ByteOrder.LITTLE_ENDIAN).getInt(i & 4)
                    : MARKER[i];
        }
        byte[] file = HandmadeTiff.strips(SMALL, 8, HandmadeTiff.BLACK_IS_ZERO, 7)
                .with(tag, type, values)
                .bytes();

        assertSame(ImageDecoder.decode(file), assertClean(stripped(file)));
    }

    @ParameterizedTest
    @CsvSource({"LZW", "ZLib", "Deflate", "PackBits", "JPEG"})
    void shouldKeepTheBlocksOfEachCompressionOfTiff(String compression) throws Exception {
        byte[] file = TiffKindsTest.encoded(compression, Pictures.picture(Radiograph.image()));

        assertSame(ImageDecoder.decode(file), stripped(file));
    }

    @Test
    void shouldRemoveCommentsFromJpegInTiff() throws Exception {
        byte[] jpeg = Pictures.encode(Pictures.picture(SMALL), "jpg");
        byte[] block = afterStart(jpeg, segment(0xfe, MARKER));
        byte[] file = HandmadeTiff.compressed(SMALL, 7, block).bytes();

        assertSame(ImageDecoder.decode(file), assertClean(stripped(file)));
    }

    @Test
    void shouldRemoveChunksOfWebp() throws Exception {
        byte[] webp = Intake.file("good/normal-webp.webp");
        byte[] exif = HandmadePng.join(exif(6), MARKER);
        byte[] file = extended(webp, chunk("EXIF", exif), chunk("XMP ", MARKER), chunk("NAME", MARKER));

        DecodedScan decoded = ImageDecoder.decode(file);
        assertThat(decoded.image().pixels())
                .isNotEqualTo(ImageDecoder.decode(webp).image().pixels());
        assertSame(decoded, assertClean(stripped(file)));
    }

    /** A file that is not kept is no failure here. One that decodes to something else is. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "tiff", "pages", "webp"})
    void shouldDecodeToTheSameImageOrBeRefusedIfBytesAreChanged(String kind) throws Exception {
        byte[] whole = whole(kind);
        Random random = new Random(kind.hashCode());
        int kept = 0;
        for (int i = 0; i < 400; i++) {
            byte[] file = whole.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int at = place(random, file.length, kind.equals("webp"));
                file[at] = (byte) (random.nextBoolean() ? random.nextInt() : file[at] ^ 1 << random.nextInt(8));
            }
            file = kind.equals("png") ? rechecked(file) : file;
            DecodedScan decoded;
            byte[] stripped;
            try {
                decoded = ImageDecoder.decode(file);
                stripped = stripped(file);
            } catch (UnacceptableScanException e) {
                continue;
            }
            assertSame(decoded, stripped);
            kept++;
        }
        assertThat(kept).isGreaterThan(10);
    }

    /** Of damaged pixels libwebp reads on behind their chunk, so of a WebP file only the container is changed. */
    private static int place(Random random, int length, boolean container) {
        if (container) {
            return random.nextBoolean() ? random.nextInt(38) : length - 1 - random.nextInt(50);
        }
        return random.nextInt(10) < 7 ? random.nextInt(Math.min(600, length)) : random.nextInt(length);
    }

    private static byte[] whole(String kind) throws Exception {
        byte[] app1 = segment(0xe1, HandmadePng.join(HandmadePng.ascii("Exif\0\0"), exif(6)));
        return switch (kind) {
            case "png" ->
                HandmadePng.with(
                        Pictures.encode(Pictures.indexed(SMALL), "png"),
                        "tEXt",
                        HandmadePng.profile("exif", exif(6)),
                        "IDAT");
            case "jpg" -> afterStart(Pictures.encode(Pictures.colour(SMALL), "jpg"), app1);
            case "tiff" -> tiff(6);
            case "pages" ->
                HandmadeTiff.strips(Pictures.stretch(SMALL, 33, 33), 8, HandmadeTiff.BLACK_IS_ZERO, 9)
                        .withSubDirectory(HandmadeTiff.strips(SMALL, 8, HandmadeTiff.BLACK_IS_ZERO, 9));
            default -> extended(Intake.file("good/normal-webp.webp"), chunk("EXIF", exif(6)));
        };
    }

    /** Returns the file with right checksums, so that more of its changes are read. */
    private static byte[] rechecked(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        for (int at = 8; at + 12 <= png.length; ) {
            int length = bytes.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return png;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            bytes.putInt(at + 8 + length, (int) crc.getValue());
            at += length + 12;
        }
        return png;
    }

    private static byte[] stripped(byte[] file) throws UnacceptableScanException {
        ByteReader reader = new ByteReader(file);
        return ScanFormat.require(reader).withoutMetadata(reader);
    }

    private static byte[] assertClean(byte[] file) {
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .doesNotContain(NAME)
                .doesNotContain("Doe^");
        return file;
    }

    private static void assertSame(DecodedScan decoded, byte[] stripped) throws UnacceptableScanException {
        DecodedScan again = ImageDecoder.decode(stripped);
        assertThat(again.image().pixels()).isEqualTo(decoded.image().pixels());
        assertThat(again.image().width()).isEqualTo(decoded.image().width());
        assertThat(again.mediaType()).isEqualTo(decoded.mediaType());
        assertThat(again.canonical()).isEqualTo(decoded.canonical());
        assertThat(again.window()).isEqualTo(decoded.window());
        assertThat(stripped(stripped)).isEqualTo(stripped);
    }

    private static byte[] exif(int orientation) {
        return HandmadeTiff.empty()
                .with(HandmadeTiff.ORIENTATION, HandmadeTiff.SHORT, orientation)
                .with(270, 2, MARKER[0], MARKER[1], MARKER[2], MARKER[3], MARKER[4], MARKER[5], MARKER[6], MARKER[7])
                .bytes();
    }

    private static byte[] tiff(int orientation) {
        return HandmadeTiff.strips(SMALL, 16, HandmadeTiff.WHITE_IS_ZERO, 9)
                .with(HandmadeTiff.ORIENTATION, HandmadeTiff.SHORT, orientation)
                .with(270, 2, MARKER[0], MARKER[1], MARKER[2], MARKER[3], MARKER[4], MARKER[5], MARKER[6], MARKER[7])
                .bytes();
    }

    private static byte[] afterStart(byte[] jpeg, byte[] segments) {
        return HandmadePng.join(Arrays.copyOf(jpeg, 2), segments, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] segment(int marker, byte[] payload) {
        int length = payload.length + 2;
        return HandmadePng.join(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, payload);
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk =
                ByteBuffer.allocate(8 + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.put(HandmadePng.ascii(type)).putInt(data.length).put(data).array();
    }

    /** A file of the extended form with the first picture of {@code webp} and with {@code chunks}. */
    private static byte[] extended(byte[] webp, byte[]... chunks) throws UnacceptableScanException {
        var header = ScanFormat.WEBP.header(new ByteReader(webp));
        long width = header.width() - 1;
        long height = header.height() - 1;
        byte[] size = {0x0c, 0, 0, 0, (byte) width, (byte) (width >> 8), 0, (byte) height, (byte) (height >> 8), 0};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(HandmadePng.ascii("WEBP"));
        body.writeBytes(chunk("VP8X", size));
        body.writeBytes(Arrays.copyOfRange(webp, 12, webp.length));
        for (byte[] chunk : chunks) {
            body.writeBytes(chunk);
        }
        return chunk("RIFF", body.toByteArray());
    }
}
