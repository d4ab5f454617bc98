package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.ScanFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JpegFilesTest {
    private static final int SOF0 = 0xc0;
    private static final int SOS = 0xda;

    /** Bytes a pixel: the grey level and the samples, or where libjpeg keeps all coefficients those (2 bytes a sample). */
    @ParameterizedTest
    @CsvSource({"false, false, 1", "true, false, 4", "false, true, 3", "true, true, 7"})
    void shouldCountTheCoefficientsOfAProgressiveFile(boolean colour, boolean progressive, int bytes) throws Exception {
        byte[] file = jpeg(colour, progressive);

        ImageHeader header = ScanFormat.JPEG.header(new ByteReader(file));

        assertThat(header.bytesPerPixel()).isEqualTo(bytes);
    }

    @Test
    void shouldCountTheCoefficientsWhereEachComponentHasItsScan() throws Exception {
        byte[] file = jpeg(true, false);
        int scan = at(file, SOS);
        byte[] other = file.clone();
        other[scan + 4] = 1;
        byte[] both = java.util.Arrays.copyOf(java.util.Arrays.copyOf(other, file.length - 2), 2 * file.length);
        System.arraycopy(file, scan, both, file.length - 2, file.length - scan);

        ImageHeader header = ScanFormat.JPEG.header(new ByteReader(both));

        assertThat(header.bytesPerPixel()).isEqualTo(7);
    }

    /** 256 MiB hold 7 bytes for each of 38.3 million pixels. */
    @ParameterizedTest
    @CsvSource({"true, 6192, false", "true, 6193, true", "false, 8000, false"})
    void shouldRefuseAProgressiveFileByItsCoefficients(boolean progressive, int side, boolean refused)
            throws Exception {
        byte[] file = jpeg(true, progressive);
        int frame = at(file, progressive ? SOF0 + 2 : SOF0);
        file[frame + 5] = file[frame + 7] = (byte) (side >> 8);
        file[frame + 6] = file[frame + 8] = (byte) side;
        ImageHeader header = ScanFormat.JPEG.header(new ByteReader(file));

        if (refused) {
            assertThatThrownBy(() -> ImageDecoder.checkSize(header)).hasMessageContaining("256 MiB decoded");
        } else {
            ImageDecoder.checkSize(header);
        }
    }

    private static byte[] jpeg(boolean colour, boolean progressive) throws IOException {
        int type = colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY;
        BufferedImage picture = new BufferedImage(64, 48, type);
        picture.createGraphics().fillOval(5, 5, 30, 20);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    /** Where the segment of that marker begins. */
    private static int at(byte[] file, int marker) {
        int at = 2;
        while ((file[at + 1] & 0xff) != marker) {
            at += 2 + ((file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff);
        }
        return at;
    }
}
