package dev.thorax.worker.enrich;

import java.util.List;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.imaging.GreyImage;
import dev.thorax.worker.dataset.ScanPixels;

/**
 * The pixels of scans as they were, then those of the made scans, each made when it is asked for: keeping them would take several times the
 * memory of the class.
 *
 * @param originals the pixels of all scans as they were
 * @param count how many these are
 * @param sources indices of the scans that others are made from
 * @param filters what makes them: all of the first source, then all of the next
 */
record EnrichedPixels(ScanPixels originals, int count, int[] sources, List<ImageFilter> filters, InputSpec input)
        implements ScanPixels {
    @Override
    public void copy(int index, byte[] target, int offset) {
        if (index < count) {
            originals.copy(index, target, offset);
        } else {
            byte[] made = made(index - count);
            System.arraycopy(made, 0, target, offset, made.length);
        }
    }

    @Override
    public byte[] get(int index) {
        return index < count ? originals.get(index) : made(index - count);
    }

    private byte[] made(int index) {
        byte[] source = originals.get(sources[index / filters.size()]);
        GreyImage image = new GreyImage(input.width(), input.height(), source);
        return filters.get(index % filters.size()).apply(image).pixels();
    }
}
