package dev.thorax.imaging.format;

import java.nio.ByteOrder;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.LONG;
import static dev.thorax.imaging.format.SmallFiles.SHORT;
import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class TiffDirectoryTest {
    private static final int TAG = 300;
    private static final int ORIENTATION = 274;
    private static final int BYTE = 1;
    private static final int RATIONAL = 5;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadValuesInTheByteOrderOfTheFile(boolean big) throws Exception {
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        TiffDirectory page = read(SmallFiles.directory(
                order, new long[] {TAG, SHORT, 1, 0x1234}, new long[] {TAG + 1, LONG, 1, 0x12345678}));

        assertThat(page.value(TAG, 0)).isEqualTo(0x1234);
        assertThat(page.value(TAG + 1, 0)).isEqualTo(0x12345678);
        assertThat(page.value(TAG + 2, 99)).isEqualTo(99);
    }

    @Test
    void shouldReadFourBytesInTheEntryAndMoreOutsideIt() throws Exception {
        int outside = 14 + 2 * 12;
        byte[] directory = SmallFiles.directory(
                ByteOrder.BIG_ENDIAN, new long[] {TAG, BYTE, 4, 0x01020304}, new long[] {TAG + 1, SHORT, 3, outside});
        byte[] file = Arrays.copyOf(directory, outside + 6);
        file[outside + 5] = 9;

        TiffDirectory page = read(file);

        assertThat(page.at(TAG, 3)).isEqualTo(4);
        assertThat(page.at(TAG + 1, 2)).isEqualTo(9);
        assertThat(page.count(TAG + 1)).isEqualTo(3);
        assertThat(page.count(TAG + 2)).isZero();
    }

    @Test
    void shouldTakeTheFirstOfTwoEntriesOfATag() throws Exception {
        TiffDirectory page = read(SmallFiles.directory(
                ByteOrder.BIG_ENDIAN, new long[] {TAG, SHORT, 1, 1}, new long[] {TAG, SHORT, 1, 2}));

        assertThat(page.value(TAG, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({RATIONAL + ", 1", SHORT + ", 2", SHORT + ", 0"})
    void shouldRefuseAValueOfARareTypeAndAListInPlaceOfAValue(int type, int count) throws Exception {
        TiffDirectory page =
                read(SmallFiles.directory(ByteOrder.LITTLE_ENDIAN, new long[] {TAG, type, count, 0x10001}));

        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> page.value(TAG, 0));
    }

    /** 3 and 4 are whole numbers, 8 and 9 the same with a sign. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 8, 9})
    void shouldReadAnOrientationOfAnyWholeNumber(int type) {
        byte[] exif = SmallFiles.directory(ByteOrder.LITTLE_ENDIAN, new long[] {ORIENTATION, type, 1, 6});

        assertThat(TiffDirectory.orientation(new ByteReader(exif), 1)).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "6, 6", "8, 8", "0, 1", "9, 1"})
    void shouldTakeAnOrientationThatDoesNotExistForUpright(int stored, int expected) {
        byte[] exif = SmallFiles.directory(ByteOrder.LITTLE_ENDIAN, new long[] {ORIENTATION, SHORT, 1, stored});

        assertThat(TiffDirectory.orientation(new ByteReader(exif), 1)).isEqualTo(expected);
    }

    @Test
    void shouldTakeDamagedExifDataForUpright() {
        byte[] exif = SmallFiles.directory(ByteOrder.LITTLE_ENDIAN, new long[] {ORIENTATION, SHORT, 1, 6});

        assertThat(TiffDirectory.orientation(new ByteReader(Arrays.copyOf(exif, 12)), 1))
                .isEqualTo(1);
    }

    private static TiffDirectory read(byte[] file) throws UnacceptableScanException {
        return TiffDirectory.read(new ByteReader(file));
    }
}
