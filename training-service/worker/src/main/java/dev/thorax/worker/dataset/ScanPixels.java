package dev.thorax.worker.dataset;

import java.util.List;

/** The pixels of a data set's scans at the network's size. For any number of threads. */
public interface ScanPixels {
    /**
     * Returns the given pixels.
     *
     * @param scans uint8[pixels] each, at least one
     */
    static ScanPixels of(List<byte[]> scans) {
        return ChunkedPixels.of(scans);
    }

    /** Copies the pixels of scan {@code index} to {@code target} from {@code offset} on. */
    void copy(int index, byte[] target, int offset);

    /** A copy of the pixels of scan {@code index}, uint8[H,W]. */
    byte[] get(int index);
}
