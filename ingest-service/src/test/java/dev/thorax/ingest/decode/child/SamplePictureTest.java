package dev.thorax.ingest.decode.child;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ScanFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class SamplePictureTest {
    private final byte[] png = SamplePicture.png();

    @Test
    void shouldBeAPngThatIsTaken() throws Exception {
        ByteReader file = new ByteReader(png);

        assertThat(ScanFormat.require(file)).isEqualTo(ScanFormat.PNG);
        assertThatCode(() -> ScanFormat.PNG.header(file)).doesNotThrowAnyException();
        assertThatCode(() -> ScanFormat.PNG.verify(file)).doesNotThrowAnyException();
    }

    @Test
    void shouldRiseFromBlackToWhiteInEveryRow() throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(image.getWidth()).isEqualTo(64);
        assertThat(image.getHeight()).isEqualTo(64);
        for (int y = 0; y < 64; y++) {
            assertThat(image.getRaster().getSample(0, y, 0)).isZero();
            assertThat(image.getRaster().getSample(63, y, 0)).isEqualTo(255);
            for (int x = 1; x < 64; x++) {
                assertThat(image.getRaster().getSample(x, y, 0))
                        .isGreaterThan(image.getRaster().getSample(x - 1, y, 0));
            }
        }
    }

    @Test
    void shouldBeTheSameEachTime() {
        assertThat(SamplePicture.png()).isEqualTo(png);
    }
}
