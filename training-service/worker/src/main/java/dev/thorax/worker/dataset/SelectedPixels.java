package dev.thorax.worker.dataset;

import java.util.stream.IntStream;

/** Shows some rows of other pixels, each without what stands behind its pixels. */
final class SelectedPixels implements ScanPixels {
    private final ScanPixels rows;
    private final int[] selected;
    private final int pixels;

    /**
     * Selects rows.
     *
     * @param rows uint8[at least pixels] each
     * @param selected the index of the row of each scan
     * @param pixels the number of pixels of a scan
     */
    SelectedPixels(ScanPixels rows, int[] selected, int pixels) {
        this.rows = rows;
        this.selected = selected.clone();
        this.pixels = pixels;
    }

    /** Returns the first {@code pixels} of each of {@code scans} rows. */
    static ScanPixels heads(ScanPixels rows, int scans, int pixels) {
        return new SelectedPixels(rows, IntStream.range(0, scans).toArray(), pixels);
    }

    @Override
    public void copy(int index, byte[] target, int offset) {
        byte[] row = rows.get(selected[index]);
        System.arraycopy(row, 0, target, offset, pixels);
    }

    @Override
    public byte[] get(int index) {
        byte[] copy = new byte[pixels];
        copy(index, copy, 0);
        return copy;
    }
}
