package dev.thorax.ingest.decode.child;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.GreyWindow;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DecodeAnswerTest {
    private static final DecodedScan SCAN =
            scan("image/jpeg", new GreyImage(3, 2, new byte[] {1, 2, 3, 4, 5, 6}), new GreyWindow(7, 4095));

    private static DecodedScan scan(String mediaType, GreyImage image, GreyWindow window) {
        return new DecodedScan(mediaType, image, new CanonicalVersions(1, CanonicalImage.VERSION), window);
    }

    @Test
    void shouldReadADecodedScan() throws Exception {
        DecodedScan read = DecodeAnswer.read(DecodeAnswer.decoded(SCAN));

        assertThat(read).usingRecursiveComparison().isEqualTo(SCAN);
    }

    @Test
    void shouldReadTheLargestImage() throws Exception {
        DecodedScan largest = scan("image/png", new GreyImage(512, 512, new byte[512 * 512]), null);

        byte[] answer = DecodeAnswer.decoded(largest);

        assertThat(answer).hasSizeLessThanOrEqualTo(DecoderProtocol.MAX_ANSWER);
        assertThat(DecodeAnswer.read(answer)).usingRecursiveComparison().isEqualTo(largest);
    }

    @Test
    void shouldReadARefusal() throws Exception {
        byte[] answer = DecodeAnswer.refused(
                new UnacceptableScanException(RejectionReason.CORRUPT, "The file is\nbroken; send it again."));

        UnacceptableScanException why =
                catchThrowableOfType(UnacceptableScanException.class, () -> DecodeAnswer.read(answer));

        assertThat(why.reason()).isEqualTo(RejectionReason.CORRUPT);
        assertThat(why).hasMessage("The file is broken; send it again.");
    }

    @Test
    void shouldShortenALongSentence() throws Exception {
        byte[] answer = DecodeAnswer.refused(new UnacceptableScanException(RejectionReason.CORRUPT, "x".repeat(9999)));

        assertThatThrownBy(() -> DecodeAnswer.read(answer)).hasMessage("x".repeat(2000));
    }

    @Test
    void shouldTakeNoAnswerThatIsCutOrLonger() throws IOException {
        byte[] whole = DecodeAnswer.decoded(SCAN);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> DecodeAnswer.read(cut)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> DecodeAnswer.read(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void shouldTakeNoImageThatIsNotCanonical() throws IOException {
        assertRefused("image/png", 513, 1, 513);
        assertRefused("image/png", 0, 5, 0);
        assertRefused("image/png", -1, -1, 1);
        assertRefused("image/png", Integer.MAX_VALUE, Integer.MAX_VALUE, 1);
        assertRefused("text/html", 2, 2, 4);
    }

    @Test
    void shouldTakeNoRefusalWithAnUnknownReasonOrControlCharacters() throws IOException {
        assertThatThrownBy(() -> DecodeAnswer.read(refusal("SOMETHING", "A sentence.")))
                .isInstanceOf(ProtocolViolationException.class);
        assertThatThrownBy(() -> DecodeAnswer.read(refusal("CORRUPT", "A\u001b[31m sentence.")))
                .isInstanceOf(ProtocolViolationException.class);
        assertThatThrownBy(() -> DecodeAnswer.read(refusal("CORRUPT", " ")))
                .isInstanceOf(ProtocolViolationException.class);
        assertThatThrownBy(() -> DecodeAnswer.read(refusal("CORRUPT", "x".repeat(2001))))
                .isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void shouldTakeNoRandomBytesForAnAnswer() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] answer = new byte[random.nextInt(100)];
            random.nextBytes(answer);
            assertThatThrownBy(() -> DecodeAnswer.read(answer)).isInstanceOf(IOException.class);
        }
    }

    private static void assertRefused(String mediaType, int width, int height, int pixels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(1);
        out.writeUTF(mediaType);
        out.writeInt(width);
        out.writeInt(height);
        out.write(new byte[pixels]);
        assertThatThrownBy(() -> DecodeAnswer.read(bytes.toByteArray())).isInstanceOf(IOException.class);
    }

    private static byte[] refusal(String reason, String sentence) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(2);
        out.writeUTF(reason);
        out.writeUTF(sentence);
        return bytes.toByteArray();
    }
}
