package dev.thorax.imaging.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.thorax.imaging.format.PngBytes.latin;
import static org.assertj.core.api.Assertions.assertThat;

class PngOrientationTest {
    private static final String KEYWORD = "Raw profile type exif\0";

    @ParameterizedTest
    @CsvSource({"1, 1", "6, 6", "8, 8", "0, 0", "9, 0", "65535, 0"})
    void shouldReadExifInEitherByteOrderAndWithThePrefixOfJpeg(int stored, int orientation) throws Exception {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] exif = exif(order, stored);

            assertThat(ofExif(exif)).isEqualTo(orientation);
            assertThat(ofExif(join(latin("Exif\0\0"), exif))).isEqualTo(orientation);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "I", "Exif\0\0", "II*\0\u00ff\u00ff\u00ff\u00ff", "MM\0*\0\0\0\u0008\u00ff\u00ff", "nonsense"
            })
    void shouldFindNoOrientationInBrokenExif(String broken) throws Exception {
        assertThat(ofExif(latin(broken))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Raw profile type exif, true",
        "Raw profile type APP1, true",
        "Raw profile type icc, false",
        "Comment, false"
    })
    void shouldKnowTextsThatHoldExif(String keyword, boolean profile) {
        byte[] data = latin(keyword + "\0text");

        assertThat(PngOrientation.isProfile(new ByteReader(data), new PngFile.Chunk(0, data.length)))
                .isEqualTo(profile);
    }

    @Test
    void shouldNotTakeAChunkForAProfileThatEndsInItsKeyword() {
        byte[] data = latin(KEYWORD + "text");

        assertThat(PngOrientation.isProfile(new ByteReader(data), new PngFile.Chunk(0, KEYWORD.length())))
                .isTrue();
        assertThat(PngOrientation.isProfile(new ByteReader(data), new PngFile.Chunk(0, KEYWORD.length() - 1)))
                .isFalse();
        assertThat(PngOrientation.isProfile(new ByteReader(data), new PngFile.Chunk(0, 0)))
                .isFalse();
    }

    @Test
    void shouldReadAProfileInEachKindOfText() throws Exception {
        byte[] profile = profile(exif(ByteOrder.BIG_ENDIAN, 6));

        assertThat(ofText("tEXt", join(latin(KEYWORD), profile))).isEqualTo(6);
        assertThat(ofText("zTXt", join(latin(KEYWORD + "\0"), deflate(profile))))
                .isEqualTo(6);
        assertThat(ofText("iTXt", join(latin(KEYWORD + "\0\0en\0Profil\0"), profile)))
                .isEqualTo(6);
        assertThat(ofText("iTXt", join(latin(KEYWORD + "\1\0\0\0"), deflate(profile))))
                .isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\1",
                "\1\0",
                "\1\0\0",
                "\1\0\0\0",
                "\0\0en",
                "\nexif\n4\n",
                "\nexif\n4\n4",
                "\nexif\n4\nxyz",
                "\0\u0078\u009c\u00ff"
            })
    void shouldFindNoOrientationInABrokenText(String rest) throws Exception {
        for (String type : new String[] {"tEXt", "zTXt", "iTXt"}) {
            assertThat(ofText(type, latin(KEYWORD + rest))).isZero();
        }
    }

    @Test
    void shouldReadOnlyTheBeginningOfATextThatInflatesToFarMore() throws Exception {
        byte[] profile = profile(exif(ByteOrder.BIG_ENDIAN, 6));
        byte[] zeros = new byte[32 << 20];
        byte[] bomb = deflate(join(profile, zeros));

        assertThat(bomb.length).isLessThan(100_000);
        assertThat(ofText("zTXt", join(latin(KEYWORD + "\0"), bomb))).isEqualTo(6);
        assertThat(ofText("zTXt", join(latin(KEYWORD + "\0"), deflate(join(zeros, profile)))))
                .isZero();
    }

    private static int ofExif(byte[] data) throws UnacceptableScanException {
        return PngOrientation.ofExif(new ByteReader(data), new PngFile.Chunk(0, data.length));
    }

    private static int ofText(String type, byte[] data) throws UnacceptableScanException {
        return PngOrientation.ofText(new ByteReader(data), type, new PngFile.Chunk(0, data.length));
    }

    private static byte[] exif(ByteOrder order, int orientation) {
        return SmallFiles.directory(order, new long[] {274, SmallFiles.SHORT, 1, orientation});
    }

    private static byte[] profile(byte[] exif) {
        return latin("\nexif\n      " + exif.length + "\n"
                + HexFormat.of().formatHex(exif).replaceAll(".{10}", "$0\n"));
    }

    private static byte[] deflate(byte[] data) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return deflated.toByteArray();
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(other);
        return all.toByteArray();
    }
}
