package dev.thorax.imaging.decode;

import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.OpenCvMats;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** JPEG files as cables, memory cards and careful senders leave them. */
class DamagedJpegTest {
    private static final GreyImage BASE = Radiograph.image();
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};
    private static final int SOS = 0xda;

    private enum Kind {
        BASELINE(0, 0),
        RESTARTS(0, 4),
        PROGRESSIVE(1, 0);

        private final int progressive;
        private final int restarts;

        Kind(int progressive, int restarts) {
            this.progressive = progressive;
            this.restarts = restarts;
        }

        byte[] file() {
            BytePointer encoded = new BytePointer();
            IntPointer parameters = new IntPointer(
                    opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
                    95,
                    opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                    progressive,
                    opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
                    restarts);
            assertThat(opencv_imgcodecs.imencode(".jpg", OpenCvMats.matrix(BASE), encoded, parameters))
                    .isTrue();
            byte[] file = new byte[(int) encoded.limit()];
            encoded.get(file);
            return file;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldTakeAFileThatLacksOnlyItsEndMarker(Kind kind) throws Exception {
        byte[] whole = kind.file();

        assertSeen(whole);
        assertSeen(Arrays.copyOf(whole, whole.length - 2));
        assertSeen(Arrays.copyOf(whole, whole.length - 1));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldTakeAFileWithBytesBehindItsEnd(Kind kind) throws Exception {
        byte[] other = Kind.BASELINE.file();

        assertSeen(HandmadePng.join(kind.file(), new byte[4096]));
        assertSeen(HandmadePng.join(kind.file(), new byte[3], other, new byte[] {1, 2, 3}));
        if (kind != Kind.RESTARTS) {
            assertSeen(HandmadePng.join(Arrays.copyOf(kind.file(), kind.file().length - 2), new byte[200]));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldRefuseAFileThatIsCutAnywhereWithAndWithoutAnEndMarker(Kind kind) {
        byte[] whole = kind.file();

        for (int length = 30; length < whole.length - 40; length += 131) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertRefused(cut, RejectionReason.TRUNCATED);
            assertRefused(HandmadePng.join(cut, END), null);
            assertRefused(HandmadePng.join(cut, new byte[2000]), null);
            assertRefused(HandmadePng.join(cut, new byte[2000], END), null);
        }
    }

    @Test
    void shouldRefuseAProgressiveFileBetweenWhoseScansItIsCut() {
        byte[] whole = Kind.PROGRESSIVE.file();
        List<Integer> scans = scans(whole);
        assertThat(scans).hasSizeGreaterThan(3);

        for (int scan : scans.subList(1, scans.size())) {
            byte[] cut = Arrays.copyOf(whole, scan);
            assertRefused(cut, RejectionReason.TRUNCATED);
            assertRefused(HandmadePng.join(cut, END), RejectionReason.CORRUPT);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldRefuseAFileWhoseMiddleIsMissingOrOverwritten(Kind kind) {
        byte[] whole = kind.file();
        Random random = new Random(5);
        for (int i = 1; i < 9; i++) {
            int at = whole.length * i / 10;
            assertRefused(
                    HandmadePng.join(Arrays.copyOf(whole, at), Arrays.copyOfRange(whole, at + 400, whole.length)),
                    null);
            byte[] blank = whole.clone();
            Arrays.fill(blank, at, at + 300, (byte) 0);
            assertRefused(blank, null);
            byte[] noise = whole.clone();
            for (int j = 0; j < 300; j++) {
                noise[at + j] = (byte) random.nextInt(255);
            }
            assertRefused(noise, null);
        }
    }

    @Test
    void shouldRefuseAFileWithoutOneOfItsRestartMarkers() {
        byte[] whole = Kind.RESTARTS.file();
        int found = 0;
        for (int i = scans(whole).get(0) + 20; i < whole.length - 3; i++) {
            boolean restart = (whole[i] & 0xff) == 0xff && (whole[i + 1] & 0xf8) == 0xd0;
            if (restart && ++found % 5 == 2) {
                assertRefused(
                        HandmadePng.join(Arrays.copyOf(whole, i), Arrays.copyOfRange(whole, i + 2, whole.length)),
                        null);
            }
        }
        assertThat(found).isGreaterThan(20);
    }

    /** Full ink is 255 without Adobe's marker, and 0 with it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadInksAsAdobesMarkerSays(boolean adobe) throws Exception {
        WritableRaster inks = Raster.createInterleavedRaster(0, BASE.width(), BASE.height(), 4, null);
        for (int i = 0; i < BASE.pixels().length; i++) {
            int light = BASE.pixels()[i] & 0xff;
            int black = adobe ? light : 255 - light;
            int none = adobe ? 255 : 0;
            inks.setPixel(i % BASE.width(), i / BASE.width(), new int[] {none, none, none, black});
        }
        byte[] file = encoded(inks);
        byte[] marker = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] marked = HandmadePng.join(Arrays.copyOf(file, 2), marker, Arrays.copyOfRange(file, 2, file.length));

        assertSeen(adobe ? marked : file);
    }

    @ParameterizedTest
    @CsvSource({"f7, JPEG-LS", "c3, lossless", "c9, arithmetic", "ca, arithmetic", "c5, hierarchical"})
    void shouldNameTheKindThatIsNotRead(String marker, String name) {
        byte[] file = Kind.BASELINE.file();
        int at = 2;
        while ((file[at + 1] & 0xff) != 0xc0) {
            at += 2 + ((file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff);
        }
        file[at + 1] = (byte) Integer.parseInt(marker, 16);

        assertThatThrownBy(() -> ImageDecoder.decode(file)).hasMessageContaining(name);
    }

    private static byte[] encoded(Raster inks) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static List<Integer> scans(byte[] file) {
        List<Integer> scans = new ArrayList<>();
        for (int i = 2; i < file.length - 1; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == SOS) {
                scans.add(i);
            }
        }
        return scans;
    }

    private static void assertSeen(byte[] file) throws Exception {
        assertThat(Intake.difference(BASE, ImageDecoder.decode(file).image())).isLessThan(2.5);
    }

    private static void assertRefused(byte[] file, RejectionReason reason) {
        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> {
                    assertThat(refusal.reason()).isIn(RejectionReason.TRUNCATED, RejectionReason.CORRUPT);
                    if (reason != null) {
                        assertThat(refusal.reason()).isEqualTo(reason);
                    }
                });
    }
}
