package dev.thorax.imaging.decode;

import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.PngFile;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Inflates the rows of a PNG file one by one, and removes their filters (ISO/IEC 15948, clause 9). */
final class PngRows implements AutoCloseable {
    private final byte[] file;
    private final List<PngFile.Chunk> chunks;
    private final Inflater inflater = new Inflater();
    private int next;
    private byte[] row = {};
    private byte[] above = {};
    private int bytesPerPixel;

    PngRows(byte[] file, List<PngFile.Chunk> chunks) {
        this.file = file;
        this.chunks = chunks;
    }

    /**
     * Begins a picture, or one pass of an interlaced one.
     *
     * @param bytes bytes a row, without the one that names its filter
     * @param bytesPerPixel bytes of a pixel, at least 1
     */
    void begin(int bytes, int bytesPerPixel) {
        this.bytesPerPixel = bytesPerPixel;
        row = new byte[bytes + 1];
        above = new byte[bytes + 1];
    }

    /** Returns the next row: its bytes begin at index 1, and are valid until the next call. */
    byte[] next() throws UnacceptableScanException {
        byte[] current = above;
        above = row;
        row = current;
        fill();
        switch (row[0]) {
            case 0 -> {}
            case 1 -> addLeft();
            case 2 -> addAbove();
            case 3 -> addMean();
            case 4 -> addPaeth();
            default -> throw broken(null);
        }
        return row;
    }

    private void fill() throws UnacceptableScanException {
        int done = 0;
        while (done < row.length) {
            try {
                done += inflater.inflate(row, done, row.length - done);
            } catch (DataFormatException e) {
                throw broken(e);
            }
            if (done < row.length) {
                feed();
            }
        }
    }

    private void feed() throws UnacceptableScanException {
        if (inflater.finished() || inflater.needsDictionary() || inflater.needsInput() && next == chunks.size()) {
            throw broken(null);
        }
        if (inflater.needsInput()) {
            PngFile.Chunk chunk = chunks.get(next++);
            inflater.setInput(file, chunk.start(), chunk.length());
        }
    }

    private void addLeft() {
        for (int i = 1 + bytesPerPixel; i < row.length; i++) {
            row[i] += row[i - bytesPerPixel];
        }
    }

    private void addAbove() {
        for (int i = 1; i < row.length; i++) {
            row[i] += above[i];
        }
    }

    private void addMean() {
        for (int i = 1; i < row.length; i++) {
            int left = i > bytesPerPixel ? row[i - bytesPerPixel] & 0xff : 0;
            row[i] += (byte) (left + (above[i] & 0xff) >> 1);
        }
    }

    private void addPaeth() {
        int first = Math.min(row.length, 1 + bytesPerPixel);
        for (int i = 1; i < first; i++) {
            row[i] += above[i];
        }
        for (int i = first; i < row.length; i++) {
            int left = row[i - bytesPerPixel] & 0xff;
            int up = above[i] & 0xff;
            int corner = above[i - bytesPerPixel] & 0xff;
            int toLeft = Math.abs(up - corner);
            int toUp = Math.abs(left - corner);
            int toCorner = Math.abs(left + up - 2 * corner);
            row[i] += (byte) (toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
        }
    }

    private static UnacceptableScanException broken(Exception cause) {
        return new UnacceptableScanException(
                RejectionReason.CORRUPT,
                "The pixels of the PNG file end or break before its picture does, so it was damaged; send it again.",
                cause);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
