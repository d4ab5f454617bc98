package dev.thorax.imaging.decode;

import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.PngFile;
import dev.thorax.imaging.format.PngHeader;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Decodes the first picture of a PNG file row by row, so that no more is held than its grey levels and its alpha. */
final class PngDecoder {
    /** First column and row, and the distance of columns and rows, of each pass of Adam7. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

    private PngDecoder() {}

    /** Returns the pixels of a file whose size was judged. */
    static StoredPicture decode(ByteReader bytes, byte[] file) throws UnacceptableScanException {
        PngFile png = PngFile.read(bytes);
        PngHeader header = png.header();
        int width = (int) header.width();
        int height = (int) header.height();
        PngPixels pixels = PngPixels.of(png);
        int bits = header.samples() * header.depth();
        try (PngRows rows = new PngRows(file, png.pixels())) {
            for (int[] pass : header.interlaced() ? ADAM7 : ONE_PASS) {
                int columns = (width - pass[0] + pass[2] - 1) / pass[2];
                if (columns > 0) {
                    rows.begin((int) (((long) columns * bits + 7) / 8), Math.max(1, bits / 8));
                    for (int y = pass[1]; y < height; y += pass[3]) {
                        pixels.put(rows.next(), columns, y * width + pass[0], pass[2]);
                    }
                }
            }
        }
        return pixels.picture(png.turnedByText());
    }
}
