package dev.thorax.worker.enrich;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.imaging.GreyImage;
import dev.thorax.worker.dataset.ScanPixels;

import static org.assertj.core.api.Assertions.assertThat;

class EnrichedPixelsTest {
    private static final InputSpec WIDE = new InputSpec(4, 6, InputSpec.Interpolation.AREA);
    private static final List<byte[]> ORIGINALS = List.of(pixels(3), pixels(5), pixels(7));
    private static final List<ImageFilter> FILTERS = List.of(ImageFilter.UNSHARP, ImageFilter.MEAN);

    private final ScanPixels enriched =
            new EnrichedPixels(ScanPixels.of(ORIGINALS), 3, new int[] {2, 0}, FILTERS, WIDE);

    @Test
    void shouldPutAllFiltersOfASourceBeforeTheNextSource() {
        assertThat(enriched.get(1)).isEqualTo(pixels(5));
        assertThat(enriched.get(3)).isEqualTo(filtered(2, ImageFilter.UNSHARP));
        assertThat(enriched.get(4)).isEqualTo(filtered(2, ImageFilter.MEAN));
        assertThat(enriched.get(5)).isEqualTo(filtered(0, ImageFilter.UNSHARP));
        assertThat(enriched.get(6)).isEqualTo(filtered(0, ImageFilter.MEAN));
    }

    @Test
    void shouldCopyWhatItGivesAndNothingElse() {
        byte[] target = new byte[3 * 24];

        enriched.copy(2, target, 0);
        enriched.copy(6, target, 48);

        assertThat(target).startsWith(pixels(7)).endsWith(filtered(0, ImageFilter.MEAN));
        assertThat(target).containsSequence(new byte[24]);
    }

    private static byte[] filtered(int source, ImageFilter filter) {
        return filter.apply(new GreyImage(6, 4, ORIGINALS.get(source))).pixels();
    }

    private static byte[] pixels(int factor) {
        byte[] pixels = new byte[24];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (factor * i + 1);
        }
        return pixels;
    }
}
