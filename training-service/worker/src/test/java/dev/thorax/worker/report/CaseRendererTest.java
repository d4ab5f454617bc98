package dev.thorax.worker.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.heatmap.HeatMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CaseRendererTest {
    private static final String JPEG = "data:image/jpeg;base64,";
    private static final int GREY = 120;

    @Test
    void shouldEnlargeASmallScanAndShrinkALargeOneInItsProportions() throws IOException {
        BufferedImage small = image(RenderedCase.of(shown(48, 64)).scan());
        BufferedImage large = image(RenderedCase.of(shown(900, 300)).scan());

        assertThat(new int[] {small.getWidth(), small.getHeight()}).containsExactly(168, 224);
        assertThat(new int[] {large.getWidth(), large.getHeight()}).containsExactly(224, 75);
        assertThat(small.getRaster().getSample(80, 100, 0)).isCloseTo(GREY, within(2));
    }

    @Test
    void shouldShowTheHeatWhereItIs() throws IOException {
        BufferedImage overlay = image(RenderedCase.of(shown(64, 64)).overlay());

        assertThat(overlay.getWidth()).isEqualTo(224);
        assertThat(red(overlay, 210, 112)).isGreaterThan(blue(overlay, 210, 112));
        assertThat(red(overlay, 14, 112)).isLessThan(blue(overlay, 14, 112));
    }

    @Test
    void shouldPutAPngInAnAddressAsItIs() {
        byte[] png = {1, 2, 3};

        assertThat(CaseRenderer.png(png)).isEqualTo("data:image/png;base64,AQID");
    }

    /** An even scan, whose right half is hot. */
    private static ReportCase shown(int width, int height) {
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) GREY);
        HeatMap heat = new HeatMap(1, 2, new float[] {0, 1});
        return new ReportCase("scan", new GreyImage(width, height, pixels), heat, "A", "B", 0.9f, 0.1f);
    }

    private static BufferedImage image(String uri) throws IOException {
        assertThat(uri).startsWith(JPEG);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(JPEG.length()))));
    }

    private static int red(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) >> 16 & 0xFF;
    }

    private static int blue(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFF;
    }
}
