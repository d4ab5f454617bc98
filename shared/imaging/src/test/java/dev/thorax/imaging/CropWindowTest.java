package dev.thorax.imaging;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.imaging.heatmap.HeatMap;

import static org.assertj.core.api.Assertions.assertThat;

class CropWindowTest {
    private static final InputSpec SQUARE = new InputSpec(4, 4, Interpolation.AREA, Fit.CENTRE);

    @Test
    void shouldShowTheCentralPartOfTheNetworksAspect() {
        assertThat(CropWindow.of(512, 400, SQUARE)).isEqualTo(new CropWindow(56, 0, 400, 400));
        assertThat(CropWindow.of(400, 512, SQUARE)).isEqualTo(new CropWindow(0, 56, 400, 400));
        assertThat(CropWindow.of(512, 100, new InputSpec(2, 4, Interpolation.AREA, Fit.CENTRE)))
                .isEqualTo(new CropWindow(156, 0, 200, 100));
    }

    @Test
    void shouldShowTheWholeImageWhereItIsSqueezed() {
        assertThat(CropWindow.of(512, 400, new InputSpec(4, 4, Interpolation.AREA)))
                .isEqualTo(new CropWindow(0, 0, 512, 400));
    }

    @Test
    void shouldKeepAtLeastOnePixelOfAnImageThatIsOnlyALine() {
        assertThat(CropWindow.of(512, 1, SQUARE)).isEqualTo(new CropWindow(255, 0, 1, 1));
    }

    @Test
    void shouldGiveTheNetworkOnlyThePixelsOfThatPart() {
        byte[] pixels = new byte[8 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 8 < 2 || i % 8 >= 6 ? 200 : 10 * (i % 8));
        }
        byte[] seen = new byte[16];

        ModelInput.write(new GreyImage(8, 4, pixels), SQUARE, seen, 0);

        assertThat(seen).startsWith(20, 30, 40, 50).endsWith(20, 30, 40, 50);
    }

    @Test
    void shouldSpreadHeatOverTheWholeImageAtThePlaceWhereItIs() {
        HeatMap heat = new HeatMap(2, 2, new float[] {1, 2, 3, 4});

        HeatMap whole = heat.uncrop(CropWindow.of(8, 4, SQUARE), 8, 4);

        assertThat(whole.height()).isEqualTo(2);
        assertThat(whole.width()).isEqualTo(4);
        assertThat(whole.values()).containsExactly(0, 1, 2, 0, 0, 3, 4, 0);
    }
}
