package dev.thorax.ingest.decode.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.GreyWindow;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Writes the content of answers, and reads it strictly, since the process that wrote it has met strangers' files. */
public final class DecodeAnswer {
    private static final byte DECODED = 1;
    private static final byte REFUSED = 2;
    private static final int MAX_SENTENCE = 2000;
    private static final int MOST_GREY = 0xffff;

    private DecodeAnswer() {}

    static byte[] decoded(DecodedScan scan) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(DecoderProtocol.MAX_ANSWER);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(DECODED);
        out.writeUTF(scan.mediaType());
        out.writeInt(scan.image().width());
        out.writeInt(scan.image().height());
        out.write(scan.image().pixels());
        out.writeInt(scan.canonical().from());
        out.writeInt(scan.canonical().to());
        // A window has a width, so none is 0 to 0.
        out.writeInt(scan.window() == null ? 0 : scan.window().low());
        out.writeInt(scan.window() == null ? 0 : scan.window().high());
        return bytes.toByteArray();
    }

    static byte[] refused(UnacceptableScanException why) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(REFUSED);
        out.writeUTF(why.reason().name());
        String sentence = why.getMessage().replaceAll("\\p{Cntrl}", " ");
        out.writeUTF(sentence.substring(0, Math.min(sentence.length(), MAX_SENTENCE)));
        return bytes.toByteArray();
    }

    /**
     * Returns the decoded scan of an answer.
     *
     * @throws UnacceptableScanException if the process refused the picture
     * @throws IOException if the answer is not exactly what {@link #decoded} or {@link #refused} writes
     */
    public static DecodedScan read(byte[] answer) throws IOException, UnacceptableScanException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer));
        byte kind = in.readByte();
        if (kind == DECODED) {
            DecodedScan scan = new DecodedScan(mediaType(in.readUTF()), image(in), canonical(in), window(in));
            requireEnd(in);
            return scan;
        }
        if (kind == REFUSED) {
            UnacceptableScanException why = new UnacceptableScanException(reason(in.readUTF()), sentence(in.readUTF()));
            requireEnd(in);
            throw why;
        }
        throw new ProtocolViolationException("An answer of the kind " + kind + " is unknown.");
    }

    private static GreyImage image(DataInputStream in) throws IOException {
        int width = in.readInt();
        int height = in.readInt();
        if (width < 1 || height < 1 || width > ImageDecoder.LONG_SIDE || height > ImageDecoder.LONG_SIDE) {
            throw new ProtocolViolationException("An image of " + width + " x " + height + " is not canonical.");
        }
        byte[] pixels = new byte[width * height];
        in.readFully(pixels);
        return new GreyImage(width, height, pixels);
    }

    private static CanonicalVersions canonical(DataInputStream in) throws IOException {
        int from = in.readInt();
        int to = in.readInt();
        if (from < 1 || from > to || to != CanonicalImage.VERSION) {
            throw new ProtocolViolationException("The versions " + from + " to " + to + " are not made here.");
        }
        return new CanonicalVersions(from, to);
    }

    private static GreyWindow window(DataInputStream in) throws IOException {
        int low = in.readInt();
        int high = in.readInt();
        if (low == 0 && high == 0) {
            return null;
        }
        if (low < 0 || high <= low || high > MOST_GREY) {
            throw new ProtocolViolationException("A window from " + low + " to " + high + " does not exist.");
        }
        return new GreyWindow(low, high);
    }

    private static String mediaType(String text) throws IOException {
        return Arrays.stream(ScanFormat.values())
                .map(ScanFormat::mediaType)
                .filter(text::equals)
                .findFirst()
                .orElseThrow(() -> new ProtocolViolationException("The media type is unknown."));
    }

    private static RejectionReason reason(String text) throws IOException {
        return Arrays.stream(RejectionReason.values())
                .filter(reason -> reason.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProtocolViolationException("The reason is unknown."));
    }

    private static String sentence(String text) throws IOException {
        if (text.isBlank() || text.length() > MAX_SENTENCE || text.chars().anyMatch(Character::isISOControl)) {
            throw new ProtocolViolationException("The sentence is none.");
        }
        return text;
    }

    private static void requireEnd(DataInputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new ProtocolViolationException("The answer is longer than its content.");
        }
    }
}
