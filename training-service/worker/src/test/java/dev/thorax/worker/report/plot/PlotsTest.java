package dev.thorax.worker.report.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.worker.report.Inputs;
import dev.thorax.worker.report.ReportInput;

import static org.assertj.core.api.Assertions.assertThat;

class PlotsTest {
    private static final int MANY_COLOURS = 5;

    @ParameterizedTest
    @CsvSource({"2,1", "3,1", "3,5", "10,1"})
    void shouldDrawEachPlot(int classes, int folds) throws IOException {
        Map<String, byte[]> plots = plots(Inputs.of(names(classes), folds, true));

        assertThat(plots)
                .containsOnlyKeys(
                        Plots.LOSS,
                        Plots.ACCURACY,
                        Plots.CONFUSION,
                        Plots.CONFUSION_NORMALISED,
                        Plots.ROC,
                        Plots.PRECISION_RECALL,
                        Plots.RELIABILITY,
                        Plots.CONFIDENCE);
        for (Map.Entry<String, byte[]> plot : plots.entrySet()) {
            Path file = Path.of("target", "plots", classes + "-" + folds, plot.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, plot.getValue());
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.getValue()));
            assertThat(image.getWidth()).isEqualTo(PlotStyle.WIDTH * PlotPng.SCALE);
            assertThat(image.getHeight()).isGreaterThanOrEqualTo(PlotStyle.HEIGHT * PlotPng.SCALE);
            assertThat(colours(image)).as(plot.getKey()).isGreaterThan(MANY_COLOURS);
        }
    }

    @Test
    void shouldDrawNoEpochsWhereNoneAreKnown() {
        ReportInput input = Inputs.of(names(3), 1, true);

        assertThat(Plots.of(input.evaluation(), input.folds(), List.of()))
                .doesNotContainKeys(Plots.LOSS, Plots.ACCURACY)
                .containsKey(Plots.ROC);
    }

    @Test
    void shouldDrawNamesThatAreMarkupElsewhereAsTheyAre() {
        assertThat(plots(Inputs.of(List.of("<b>&", "$x^2$ \\input{/etc/passwd}", "%s %n"), 1, true)))
                .hasSize(8);
    }

    private static Map<String, byte[]> plots(ReportInput input) {
        return Plots.of(input.evaluation(), input.folds(), input.histories());
    }

    private static List<String> names(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(c -> c == 1 ? "PLEURAL_EFFUSION_BILATERAL" : "CLASS-" + c)
                .toList();
    }

    private static long colours(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
    }
}
