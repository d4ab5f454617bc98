package dev.thorax.ingest.decode.child;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.thorax.fuzz.Measured;
import dev.thorax.fuzz.Sentences;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads what a decoder process wrote that a picture took over: a frame, and the answer in it. */
class AnswerFuzzTest {
    private static final long TICKET = 0x5468_6f72_6178_2121L;
    private static final int MOST_MIB = 8;

    @FuzzTest
    void answer(byte[] output) throws Exception {
        try {
            DecodedScan scan = Measured.call(output, MOST_MIB, () -> read(output));
            byte[] again = DecodeAnswer.decoded(scan);
            assertThat(DecodeAnswer.decoded(DecodeAnswer.read(again))).isEqualTo(again);
        } catch (UnacceptableScanException e) {
            Sentences.check(e);
        } catch (IOException e) {
            // The documented failure of something that is no answer.
            assertThat(e).isNotNull();
        }
    }

    private static DecodedScan read(byte[] output) throws IOException, UnacceptableScanException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(output));
        return DecodeAnswer.read(DecoderProtocol.readAnswer(in, TICKET));
    }
}
