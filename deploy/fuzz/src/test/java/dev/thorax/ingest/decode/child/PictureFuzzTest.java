package dev.thorax.ingest.decode.child;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.thorax.fuzz.Pngs;

/** Decodes files as a decoder process does. The targets differ in their seeds, and in what of a PNG is made right. */
class PictureFuzzTest {
    @FuzzTest
    void any(byte[] file) throws Exception {
        WholeDecode.check(file);
    }

    @FuzzTest
    void png(byte[] file) throws Exception {
        WholeDecode.check(Pngs.withChecksums(file));
    }

    @FuzzTest
    void pngRows(byte[] input) throws Exception {
        WholeDecode.check(Pngs.of(input));
    }

    @FuzzTest
    void jpeg(byte[] file) throws Exception {
        WholeDecode.check(file);
    }

    @FuzzTest
    void tiff(byte[] file) throws Exception {
        WholeDecode.check(file);
    }

    @FuzzTest
    void webp(byte[] file) throws Exception {
        WholeDecode.check(file);
    }
}
