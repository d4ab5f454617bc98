package dev.thorax.local;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Makes pictures that carry markers in each place in which their format can carry a text. */
final class MarkedFiles {
    private static final int SIZE = 96;
    private static final int EXIF_IMAGE_DESCRIPTION = 0x010E;
    private static final int EXIF_ARTIST = 0x013B;
    private static final int PRIVATE_TAG = 0xC4A5;
    private static final int ASCII_TYPE = 2;

    private MarkedFiles() {}

    /**
     * Returns the bytes of all files by their name. Each is an acceptable radiograph but the DICOM file.
     *
     * @param webp a lossy WebP file of the simple form, as nothing here writes one
     */
    static Map<String, byte[]> all(byte[] webp) {
        Map<String, byte[]> files = new LinkedHashMap<>(made());
        files.put("marked.webp", webp(webp));
        return files;
    }

    /** Returns the files that are made here. */
    static Map<String, byte[]> made() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("marked.jpg", jpeg());
        files.put("marked.png", png());
        files.put("marked.tif", tiff());
        files.put("marked.dcm", dicom());
        return files;
    }

    private static byte[] jpeg() {
        byte[] plain = encoded("jpg", 1);
        return joined(
                Arrays.copyOf(plain, 2),
                segment(0xE1, joined(ascii("Exif\0\0"), exif("jpeg-exif"))),
                segment(0xE1, ascii("http://ns.adobe.com/xap/1.0/\0<x>" + PatientMarker.in("jpeg-xmp") + "</x>")),
                segment(0xED, ascii("Photoshop 3.0\0" + PatientMarker.in("jpeg-iptc"))),
                segment(0xEC, ascii(PatientMarker.in("jpeg-app12"))),
                segment(0xFE, ascii(PatientMarker.in("jpeg-comment"))),
                Arrays.copyOfRange(plain, 2, plain.length),
                ascii(PatientMarker.in("jpeg-behind-the-end")));
    }

    /** Returns the file in the extended form, with EXIF, XMP and a chunk that no program knows. */
    private static byte[] webp(byte[] plain) {
        ByteBuffer header = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        // Of a lossy picture the sides stand behind the start code of its first frame.
        int width = (header.getShort(26) & 0x3FFF) - 1;
        int height = (header.getShort(28) & 0x3FFF) - 1;
        ByteBuffer size = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        // Flags of EXIF and XMP, then both sides less one, of 3 bytes each.
        size.putInt(0x0C).putInt(width).position(7);
        size.putInt(height);
        byte[] extended = Arrays.copyOf(size.array(), 10);
        return riff(
                "RIFF",
                joined(
                        ascii("WEBP"),
                        riff("VP8X", extended),
                        Arrays.copyOfRange(plain, 12, plain.length),
                        riff("EXIF", exif("webp-exif")),
                        riff("XMP ", ascii("<x>" + PatientMarker.in("webp-xmp") + "</x>")),
                        riff("NAME", ascii(PatientMarker.in("webp-unknown-chunk")))));
    }

    private static byte[] riff(String type, byte[] content) {
        ByteBuffer length =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length);
        return joined(ascii(type), length.array(), content, new byte[content.length % 2]);
    }

    private static byte[] png() {
        byte[] plain = encoded("png", 2);
        int afterHeader = 8 + 25;
        int end = plain.length - 12;
        return joined(
                Arrays.copyOf(plain, afterHeader),
                chunk("tEXt", ascii("PatientName\0" + PatientMarker.in("png-text"))),
                chunk("zTXt", joined(ascii("PatientID\0\0"), deflated(ascii(PatientMarker.in("png-ztxt"))))),
                chunk("iTXt", ascii("Comment\0\0\0\0\0" + PatientMarker.in("png-itxt"))),
                chunk("eXIf", exif("png-exif")),
                chunk("prVt", ascii(PatientMarker.in("png-private"))),
                Arrays.copyOfRange(plain, afterHeader, end),
                chunk("tEXt", ascii("Author\0" + PatientMarker.in("png-late-text"))),
                Arrays.copyOfRange(plain, end, plain.length),
                ascii(PatientMarker.in("png-behind-the-end")));
    }

    /** Returns an uncompressed grey TIFF of one strip with three texts. */
    private static byte[] tiff() {
        BufferedImage picture = picture(3);
        byte[] pixels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) picture.getRaster().getSample(i % SIZE, i / SIZE, 0);
        }
        int[] numbers = {0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0111, 0x0115, 0x0116, 0x0117};
        int[] values = {SIZE, SIZE, 8, 1, 1, 8, 1, SIZE, pixels.length};
        Map<Integer, byte[]> texts = new LinkedHashMap<>();
        texts.put(EXIF_IMAGE_DESCRIPTION, ascii(PatientMarker.in("tiff-description") + "\0"));
        texts.put(EXIF_ARTIST, ascii(PatientMarker.in("tiff-artist") + "\0"));
        texts.put(PRIVATE_TAG, ascii(PatientMarker.in("tiff-private") + "\0"));
        int count = numbers.length + texts.size();
        int directory = 8 + pixels.length;
        ByteBuffer file =
                ByteBuffer.allocate(directory + 2 + 12 * count + 4 + 256).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("II")).putShort((short) 42).putInt(directory).put(pixels).putShort((short) count);
        int text = directory + 2 + 12 * count + 4;
        Map<Integer, byte[]> entries = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            entries.put(numbers[i], entry(numbers[i], 4, 1, values[i]));
        }
        for (Map.Entry<Integer, byte[]> more : texts.entrySet()) {
            entries.put(more.getKey(), entry(more.getKey(), ASCII_TYPE, more.getValue().length, text));
            file.duplicate().position(text).put(more.getValue());
            text += more.getValue().length;
        }
        entries.values().forEach(file::put);
        file.putInt(0);
        return Arrays.copyOf(file.array(), text);
    }

    /** Returns the begin of a DICOM file with a patient's name, number and day of birth. */
    private static byte[] dicom() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes(ascii("DICM"));
        element(out, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0");
        element(out, 0x0010, 0x0010, "PN", PatientMarker.in("dicom-name") + "^");
        element(out, 0x0010, 0x0020, "LO", PatientMarker.in("dicom-id"));
        return out.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int group, int number, String type, String value) {
        String even = value.length() % 2 == 0 ? value : value + " ";
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) group).putShort((short) number).put(ascii(type)).putShort((short) even.length());
        out.writeBytes(head.array());
        out.writeBytes(ascii(even));
    }

    /** Returns EXIF data with two texts and no orientation. */
    private static byte[] exif(String place) {
        byte[] description = ascii(PatientMarker.in(place) + "\0");
        byte[] artist = ascii(PatientMarker.in(place + "-artist") + "\0");
        int texts = 8 + 2 + 2 * 12 + 4;
        ByteBuffer exif =
                ByteBuffer.allocate(texts + description.length + artist.length).order(ByteOrder.LITTLE_ENDIAN);
        exif.put(ascii("II")).putShort((short) 42).putInt(8).putShort((short) 2);
        exif.put(entry(EXIF_IMAGE_DESCRIPTION, ASCII_TYPE, description.length, texts));
        exif.put(entry(EXIF_ARTIST, ASCII_TYPE, artist.length, texts + description.length));
        exif.putInt(0).put(description).put(artist);
        return exif.array();
    }

    private static byte[] entry(int tag, int type, int count, int value) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(count)
                .putInt(value)
                .array();
    }

    private static byte[] segment(int marker, byte[] content) {
        return joined(
                new byte[] {(byte) 0xFF, (byte) marker},
                ByteBuffer.allocate(2).putShort((short) (content.length + 2)).array(),
                content);
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] typed = joined(ascii(type), content);
        CRC32 crc = new CRC32();
        crc.update(typed);
        return joined(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                typed,
                ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    static byte[] deflated(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] encoded(String format, int seed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture(seed), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Returns a picture that differs by {@code seed} and has many grey levels. */
    private static BufferedImage picture(int seed) {
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                picture.getRaster().setSample(x, y, 0, (x * 2 + y * seed) & 0xFF);
            }
        }
        return picture;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
