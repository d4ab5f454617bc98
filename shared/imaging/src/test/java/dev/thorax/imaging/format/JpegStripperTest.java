package dev.thorax.imaging.format;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.thorax.imaging.format.PngBytes.latin;
import static org.assertj.core.api.Assertions.assertThat;

class JpegStripperTest {
    private static final byte[] START = {(byte) 0xff, (byte) 0xd8};
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};
    private static final byte[] TABLE = segment(0xdb, latin("\0table"));
    /** Its samples have a stuffed zero and a restart marker. */
    private static final byte[] SCAN =
            Bytes.join(segment(0xda, latin("\1\1\0")), latin("a\u00ff\0b\u00ff\u00d0c\u00ff\u00d7d"));

    /** EXIF data, a colour profile, data of a camera, a comment, and a number of lines that is a text. */
    @ParameterizedTest
    @ValueSource(ints = {0xe1, 0xe2, 0xef, 0xfe, 0xdc})
    void shouldBlankASegmentThatMakesNoPicture(int marker) {
        byte[] file = Bytes.join(START, segment(marker, latin("Doe^Jane")), TABLE, SCAN, END);
        byte[] expected = Bytes.join(START, segment(marker, new byte[8]), TABLE, SCAN, END);

        assertThat(blanked(file)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xc0, 0xc4, 0xdb, 0xdd})
    void shouldKeepASegmentThatMakesThePicture(int marker) {
        byte[] file = Bytes.join(START, segment(marker, latin("a table")), SCAN, END);

        assertThat(blanked(file)).isEqualTo(file);
    }

    @Test
    void shouldBlankTheThumbnailOfJfifAndKeepTheRest() {
        byte[] jfif = latin("JFIF\0\1\2\1\0\u0048\0\u0048\2\1");
        byte[] file = Bytes.join(START, segment(0xe0, Bytes.join(jfif, latin("pixels"))), SCAN, END);
        byte[] expected = Bytes.join(START, segment(0xe0, Bytes.join(jfif, new byte[6])), SCAN, END);

        assertThat(blanked(file)).isEqualTo(expected);
    }

    /** Its last byte names the kind of colours. */
    @Test
    void shouldKeepTheSegmentOfAdobeAndNothingBehindIt() {
        byte[] adobe = latin("Adobe\0d\0\0\0\0\2");
        byte[] file = Bytes.join(START, segment(0xee, Bytes.join(adobe, latin("Doe^Jane"))), SCAN, END);
        byte[] expected = Bytes.join(START, segment(0xee, Bytes.join(adobe, new byte[8])), SCAN, END);

        assertThat(blanked(file)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xe0, 0xee})
    void shouldBlankWhatHasTheMarkerOfJfifOrAdobeOnly(int marker) {
        for (String text : new String[] {"Doe^Jane, born 1953", "JFI", "JFXX\0", "adobe", "Ado"}) {
            byte[] file = Bytes.join(START, segment(marker, latin(text)), SCAN, END);
            byte[] expected = Bytes.join(START, segment(marker, new byte[text.length()]), SCAN, END);

            assertThat(blanked(file)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void shouldBlankACommentBetweenTwoScans() {
        byte[] file = Bytes.join(START, SCAN, segment(0xfe, latin("Doe")), SCAN, END);
        byte[] expected = Bytes.join(START, SCAN, segment(0xfe, new byte[3]), SCAN, END);

        assertThat(blanked(file)).isEqualTo(expected);
    }

    @Test
    void shouldBlankWhatFollowsTheEnd() {
        byte[] stream = Bytes.join(START, TABLE, SCAN, END);

        for (String more : new String[] {"D", "Do", "Doe^Jane, born 1953"}) {
            assertThat(blanked(Bytes.join(stream, latin(more))))
                    .isEqualTo(Arrays.copyOf(stream, stream.length + more.length()));
        }
    }

    @Test
    void shouldChangeNothingOutsideItsPartOfTheFile() {
        byte[] comment = segment(0xfe, latin("Doe"));
        // Its length reaches beyond the part.
        byte[] longer = {(byte) 0xff, (byte) 0xfe, (byte) 0xff, (byte) 0xff, 'J', 'a', 'n', 'e'};
        byte[] file = Bytes.join(comment, START, longer, comment);
        byte[] expected = Bytes.join(comment, START, Arrays.copyOf(longer, 4), new byte[4], comment);

        JpegStripper.blank(file, comment.length, file.length - comment.length);

        assertThat(file).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldPassASegmentWhoseLengthIsTooShortToBeOne(int length) {
        byte[] broken = {(byte) 0xff, (byte) 0xfe, 0, (byte) length};
        byte[] file = Bytes.join(START, broken, segment(0xfe, latin("Doe")), SCAN, END);
        byte[] expected = Bytes.join(START, broken, segment(0xfe, new byte[3]), SCAN, END);

        assertThat(blanked(file)).isEqualTo(expected);
    }

    private static byte[] blanked(byte[] file) {
        byte[] copy = file.clone();
        JpegStripper.blank(copy, 0, copy.length);
        return copy;
    }

    private static byte[] segment(int marker, byte[] payload) {
        int length = payload.length + 2;
        return Bytes.join(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, payload);
    }
}
