package dev.thorax.imaging.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

import dev.thorax.imaging.GreyImage;

/** A little-endian, uncompressed TIFF file (TIFF 6.0) of one page, written by hand: encoders do not write what attackers do. */
final class HandmadeTiff {
    static final int BITS = 258;
    static final int PHOTOMETRIC = 262;
    static final int ORIENTATION = 274;
    static final int ROWS_PER_STRIP = 278;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int SAMPLE_FORMAT = 339;
    static final int WHITE_IS_ZERO = 0;
    static final int BLACK_IS_ZERO = 1;
    static final int SHORT = 3;
    static final int LONG = 4;
    static final int SSHORT = 8;
    static final int SLONG = 9;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;

    private record Field(int type, long... values) {
        int size() {
            return switch (type) {
                case 1, 2, 6, 7 -> 1;
                case SHORT, SSHORT -> 2;
                case 5, 10, 12, 16, 17 -> 8;
                default -> 4;
            };
        }
    }

    private final TreeMap<Integer, Field> fields = new TreeMap<>();
    private final List<byte[]> blocks = new ArrayList<>();

    /** A file without pixels, as EXIF data is. */
    static HandmadeTiff empty() {
        return new HandmadeTiff();
    }

    /** {@code picture} in strips of that many rows; 16 bits hold 257 times the 8-bit value, 1 bit its upper half. */
    static HandmadeTiff strips(GreyImage picture, int bits, int photometric, int rows) {
        HandmadeTiff tiff = new HandmadeTiff().picture(picture, bits, photometric);
        for (int y = 0; y < picture.height(); y += rows) {
            int height = Math.min(rows, picture.height() - y);
            tiff.blocks.add(block(picture, 0, y, picture.width(), height, bits, photometric));
        }
        return tiff.with(ROWS_PER_STRIP, LONG, rows).places(273, 279);
    }

    /** Stored samples in strips of that many rows. */
    static HandmadeTiff samples(
            int width, int height, int bits, int samples, int photometric, int rows, byte[] stored) {
        HandmadeTiff tiff = new HandmadeTiff()
                .with(256, SHORT, width)
                .with(257, SHORT, height)
                .with(
                        BITS,
                        SHORT,
                        LongStream.generate(() -> bits).limit(samples).toArray())
                .with(259, SHORT, 1)
                .with(PHOTOMETRIC, SHORT, photometric)
                .with(277, SHORT, samples);
        int row = (width * bits * samples + 7) / 8;
        for (int y = 0; y < height; y += rows) {
            tiff.blocks.add(Arrays.copyOfRange(stored, y * row, Math.min(height, y + rows) * row));
        }
        return tiff.with(ROWS_PER_STRIP, LONG, rows).places(273, 279);
    }

    /** {@code picture} in tiles, those at the right and the bottom filled up with the nearest pixels. */
    static HandmadeTiff tiles(GreyImage picture, int bits, int photometric, int side) {
        HandmadeTiff tiff = new HandmadeTiff().picture(picture, bits, photometric);
        for (int y = 0; y < picture.height(); y += side) {
            for (int x = 0; x < picture.width(); x += side) {
                tiff.blocks.add(block(picture, x, y, side, side, bits, photometric));
            }
        }
        return tiff.with(TILE_WIDTH, SHORT, side).with(TILE_HEIGHT, SHORT, side).places(324, 325);
    }

    /** One strip of the size of {@code picture} whose pixels are compressed. */
    static HandmadeTiff compressed(GreyImage picture, int compression, byte[] strip) {
        HandmadeTiff tiff =
                new HandmadeTiff().picture(picture, 8, BLACK_IS_ZERO).with(259, SHORT, compression);
        tiff.blocks.add(strip);
        return tiff.with(ROWS_PER_STRIP, LONG, picture.height()).places(273, 279);
    }

    /** Sets a tag, of whatever type. */
    HandmadeTiff with(int tag, int type, long... values) {
        fields.put(tag, new Field(type, values));
        return this;
    }

    HandmadeTiff without(int tag) {
        fields.remove(tag);
        return this;
    }

    byte[] bytes() {
        return bytes(0);
    }

    /** The file followed by another that is a page of its first directory, as cameras keep the picture behind its thumbnail. */
    byte[] withSubDirectory(HandmadeTiff page) {
        with(330, LONG, 0);
        int base = bytes().length;
        byte[] second = page.bytes(base);
        with(330, LONG, ByteBuffer.wrap(second).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
        return HandmadePng.join(bytes(), second);
    }

    /** The bytes of a file that stands {@code base} bytes behind the start of another. */
    private byte[] bytes(int base) {
        for (int tag : new int[] {273, 324}) {
            if (base > 0 && fields.containsKey(tag)) {
                with(
                        tag,
                        LONG,
                        Arrays.stream(fields.get(tag).values())
                                .map(at -> at + base)
                                .toArray());
            }
        }
        int directory = HEADER + blocks.stream().mapToInt(block -> block.length).sum();
        int outside = directory + 2 + fields.size() * ENTRY + 4;
        int length = outside
                + fields.values().stream().mapToInt(HandmadeTiff::outside).sum();
        ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(base + directory);
        blocks.forEach(file::put);
        file.putShort((short) fields.size());
        for (var field : fields.entrySet()) {
            Field value = field.getValue();
            file.putShort(field.getKey().shortValue()).putShort((short) value.type());
            file.putInt(value.values().length);
            if (outside(value) == 0) {
                int end = file.position() + 4;
                put(file, value);
                file.position(end);
            } else {
                file.putInt(base + outside);
                put(file.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(outside), value);
                outside += outside(value);
            }
        }
        return file.array();
    }

    private static int outside(Field field) {
        int bytes = field.values().length * field.size();
        return bytes <= 4 ? 0 : bytes;
    }

    private static void put(ByteBuffer file, Field field) {
        for (long value : field.values()) {
            for (int i = 0; i < field.size(); i++) {
                file.put((byte) (value >> 8 * i));
            }
        }
    }

    private HandmadeTiff picture(GreyImage picture, int bits, int photometric) {
        return with(256, SHORT, picture.width())
                .with(257, SHORT, picture.height())
                .with(BITS, SHORT, bits)
                .with(259, SHORT, 1)
                .with(PHOTOMETRIC, SHORT, photometric)
                .with(277, SHORT, 1);
    }

    private HandmadeTiff places(int offsets, int lengths) {
        long next = HEADER;
        long[] starts = new long[blocks.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = next;
            next += blocks.get(i).length;
        }
        long[] counts = blocks.stream().mapToLong(block -> block.length).toArray();
        return with(offsets, LONG, starts).with(lengths, LONG, counts);
    }

    private static byte[] block(
            GreyImage picture, int left, int top, int width, int height, int bits, int photometric) {
        int row = (width * bits + 7) / 8;
        byte[] block = new byte[row * height];
        for (int i = 0; i < width * height; i++) {
            int x = Math.min(left + i % width, picture.width() - 1);
            int y = Math.min(top + i / width, picture.height() - 1);
            int value = picture.pixels()[y * picture.width() + x] & 0xff;
            int stored = photometric == WHITE_IS_ZERO ? 255 - value : value;
            int at = i / width * row + i % width * bits / 8;
            switch (bits) {
                case 1 -> block[at] |= (byte) (stored >> 7 << 7 - i % width % 8);
                case 8 -> block[at] = (byte) stored;
                default -> block[at] = block[at + 1] = (byte) stored;
            }
        }
        return block;
    }
}
