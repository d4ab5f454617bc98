package dev.thorax.ingest.decode.child;

import java.util.Arrays;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.fuzz.Measured;
import dev.thorax.fuzz.Sentences;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks one file on the whole way through a decoder process and back, in this JVM: file, answer, decoded scan, canonical image. */
final class WholeDecode {
    /** Memory that decoding may allocate in all. A process has 512 MiB at once, and collects garbage between. */
    private static final int MOST_MIB = 1024;
    /** Bytes of a canonical image of 512 x 512 pixels as PNG. */
    private static final int LARGEST_PNG = 264 << 10;
    /** One of so many files is decoded twice. */
    private static final int TWICE = 4;

    private WholeDecode() {}

    static void check(byte[] file) throws Exception {
        byte[] answer = Measured.call(file, MOST_MIB, () -> answer(file));
        assertThat(answer.length).isLessThanOrEqualTo(DecoderProtocol.MAX_ANSWER);
        if (Arrays.hashCode(file) % TWICE == 0) {
            assertThat(answer(file)).isEqualTo(answer);
        }
        try {
            check(DecodeAnswer.read(answer));
        } catch (UnacceptableScanException e) {
            Sentences.check(e);
        }
        checkAsMask(file);
    }

    /** The same parsers read masks. */
    private static void checkAsMask(byte[] file) throws Exception {
        try {
            GreyImage mask = Measured.call(file, MOST_MIB, () -> ImageDecoder.decodeMask(file))
                    .image();
            for (byte pixel : mask.pixels()) {
                assertThat(pixel == 0 || pixel == -1).isTrue();
            }
        } catch (UnacceptableScanException e) {
            Sentences.check(e);
        }
    }

    private static byte[] answer(byte[] file) throws Exception {
        try {
            return DecodeAnswer.decoded(ImageDecoder.decode(file));
        } catch (UnacceptableScanException e) {
            Sentences.check(e);
            return DecodeAnswer.refused(e);
        }
    }

    private static void check(DecodedScan scan) {
        GreyImage image = scan.image();
        assertThat(Math.min(image.width(), image.height())).isGreaterThanOrEqualTo(ImageDecoder.MIN_SIDE);
        assertThat(Math.max(image.width(), image.height())).isLessThanOrEqualTo(ImageDecoder.LONG_SIDE);
        CanonicalVersions versions = scan.canonical();
        byte[] png = CanonicalImage.toPng(image, versions);
        assertThat(png.length).isLessThanOrEqualTo(LARGEST_PNG);
        assertThat(CanonicalImage.versions(png)).isEqualTo(versions);
        GreyImage stored = CanonicalImage.fromPng(png, versions.to());
        assertThat(stored.width()).isEqualTo(image.width());
        assertThat(stored.pixels()).isEqualTo(image.pixels());
    }
}
