package dev.thorax.worker.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Holds pixels in chunks, in memory or in a mapped file. */
final class ChunkedPixels implements ScanPixels {
    /** A mapping holds at most 2 GiB. */
    private static final int SCANS_A_MAPPING = 1024;

    private final int pixels;
    private final List<ByteBuffer> chunks;

    private ChunkedPixels(int pixels, List<ByteBuffer> chunks) {
        this.pixels = pixels;
        this.chunks = List.copyOf(chunks);
    }

    /**
     * Maps a file.
     *
     * @param file the scans one after another, uint8[scans, pixels]
     */
    static ScanPixels map(Path file, int scans, int pixels) throws IOException {
        List<ByteBuffer> chunks = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int first = 0; first < scans; first += SCANS_A_MAPPING) {
                long length = (long) Math.min(SCANS_A_MAPPING, scans - first) * pixels;
                chunks.add(channel.map(MapMode.READ_ONLY, (long) first * pixels, length));
            }
        }
        return new ChunkedPixels(pixels, chunks);
    }

    static ScanPixels of(List<byte[]> scans) {
        int pixels = scans.get(0).length;
        List<ByteBuffer> chunks = new ArrayList<>();
        for (int first = 0; first < scans.size(); first += SCANS_A_MAPPING) {
            List<byte[]> some = scans.subList(first, Math.min(scans.size(), first + SCANS_A_MAPPING));
            ByteBuffer chunk = ByteBuffer.allocate(some.size() * pixels);
            some.forEach(chunk::put);
            chunks.add(chunk.rewind());
        }
        return new ChunkedPixels(pixels, chunks);
    }

    @Override
    public void copy(int index, byte[] target, int offset) {
        chunks.get(index / SCANS_A_MAPPING).get(index % SCANS_A_MAPPING * pixels, target, offset, pixels);
    }

    @Override
    public byte[] get(int index) {
        byte[] copy = new byte[pixels];
        copy(index, copy, 0);
        return copy;
    }
}
