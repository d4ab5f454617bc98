package dev.thorax.imaging.decode;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.storage.GreyWindow;

import static org.assertj.core.api.Assertions.assertThat;

class HistogramTest {
    private static final int PIXELS = 100_000;

    /** Values from {@code low} to {@code high}, and {@code count} more of {@code outlier}. */
    @ParameterizedTest
    @CsvSource({
        "0, 255, 0, 0, 0, 255",
        "0, 1000, 0, 0, 0, 1023",
        "0, 4000, 0, 0, 0, 4095",
        "40, 4000, 0, 0, 0, 4095",
        "0, 16000, 0, 0, 0, 16383",
        "0, 65535, 0, 0, 0, 65535",
        "0, 4000, 65535, 1, 0, 4095",
        "0, 4000, 65535, 1500, 0, 4095",
        "0, 4000, 65535, 30000, 0, 4095",
        "0, 4000, 40000, 1500, 0, 4095",
        "0, 4000, 8191, 1500, 0, 4095",
        "0, 4000, 5000, 50, 0, 4095",
        "0, 1000, 4095, 1000, 0, 1023",
        "1024, 5119, 0, 0, 1024, 5119",
        "1024, 5119, 65535, 500, 1024, 5119",
        "32768, 36863, 0, 0, 32768, 36863",
        "32768, 36863, 0, 500, 32768, 36863",
        "50000, 54095, 0, 0, 50000, 54095",
        "61440, 65535, 0, 0, 61440, 65535",
        "0, 2500, 0, 0, 0, 2500",
        "100, 120, 0, 0, 0, 255",
        "32, 223, 0, 0, 0, 255",
        "0, 4000, 8191, 3000, 0, 4095",
        "0, 4000, 32767, 3000, 0, 4095",
        "0, 4000, 65534, 30000, 0, 4095",
        "1000, 5000, 0, 30000, 1000, 5000",
        "20000, 24000, 0, 40000, 20000, 24000",
        "65530, 65535, 0, 0, 65280, 65535"
    })
    void shouldFindTheWindowOfThePictureAndNotOfItsOutliers(
            int low, int high, int outlier, int count, int expectedLow, int expectedHigh) {
        int[] counts = new int[65536];
        for (int i = 0; i < PIXELS; i++) {
            counts[low + (int) ((long) i * (high - low) / (PIXELS - 1))]++;
        }
        counts[outlier] += count;

        GreyWindow window = new Histogram(counts).window();

        assertThat(window).isEqualTo(new GreyWindow(expectedLow, expectedHigh));
    }

    @Test
    void shouldFindAWindowOfWhateverAPictureHolds() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int[] counts = new int[65536];
            for (int j = random.nextInt(200); j >= 0; j--) {
                counts[random.nextInt(1 << 1 + random.nextInt(16))] = 1 + random.nextInt(1 << random.nextInt(20));
            }

            GreyWindow window = new Histogram(counts).window();

            assertThat(window.high() - window.low()).isGreaterThanOrEqualTo(255);
        }
    }

    @Test
    void shouldCountTheValuesThatOccur() {
        int[] counts = new int[256];
        counts[3] = 9;
        counts[7] = 1;
        counts[200] = 1;

        assertThat(new Histogram(counts).levels(0, 255)).isEqualTo(3);
        assertThat(new Histogram(counts).levels(4, 200)).isEqualTo(2);
    }
}
