package dev.thorax.worker.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.GreyImage;

import static org.assertj.core.api.Assertions.assertThat;

class RenderedSuspectTest {
    private static final LabelSuspect FACTS = new LabelSuspect("s1", "A", "B", 0.1f, 0.8f);
    private static final String JPEG = "data:image/jpeg;base64,";

    @Test
    void shouldShowThePixelsThatTheNetworkReadWithItsFacts() throws IOException {
        byte[] pixels = new byte[32 * 16];
        Arrays.fill(pixels, (byte) 200);

        RenderedSuspect suspect = RenderedSuspect.of(new LabelSuspects.Shown(FACTS, new GreyImage(32, 16, pixels)));

        assertThat(suspect.facts()).isEqualTo(FACTS);
        BufferedImage shown = read(suspect.scan());
        assertThat(shown.getWidth()).isEqualTo(224);
        assertThat(shown.getHeight()).as("its aspect is kept").isEqualTo(112);
        assertThat(shown.getRaster().getSample(100, 50, 0)).isBetween(195, 205);
    }

    @Test
    void shouldMakeALargeScanSmaller() throws IOException {
        BufferedImage shown =
                read(RenderedSuspect.of(new LabelSuspects.Shown(FACTS, new GreyImage(300, 600, new byte[300 * 600])))
                        .scan());

        assertThat(shown.getWidth()).isEqualTo(112);
        assertThat(shown.getHeight()).isEqualTo(224);
    }

    private static BufferedImage read(String uri) throws IOException {
        assertThat(uri).startsWith(JPEG);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(JPEG.length()))));
    }
}
