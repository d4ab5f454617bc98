package dev.thorax.worker.report.plot;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.evaluation.Calibration;
import dev.thorax.evaluation.ReliabilityBin;

import static org.assertj.core.api.Assertions.assertThat;

class CalibrationPlotsTest {
    private static final Calibration CALIBRATION = new Calibration(1.5, 0.2, 0.05);
    private static final ReliabilityBin EMPTY = new ReliabilityBin(0, 0.5, 0, null, null);

    @Test
    void shouldPassOverBinsWithoutScans() {
        List<ReliabilityBin> filled = List.of(bin(20, 0.7, 0.5), bin(20, 0.9, 0.8));
        List<ReliabilityBin> all = List.of(EMPTY, filled.get(0), EMPTY, filled.get(1));

        assertThat(CalibrationPlots.reliability(all, all, CALIBRATION))
                .isEqualTo(CalibrationPlots.reliability(filled, filled, CALIBRATION));
    }

    @Test
    void shouldDrawTheProbabilitiesBeforeTheTemperatureBesideThoseServed() throws IOException {
        List<ReliabilityBin> before = List.of(bin(20, 0.6, 0.2), bin(20, 0.9, 0.4));
        List<ReliabilityBin> after = List.of(bin(20, 0.6, 0.6), bin(20, 0.9, 0.9));

        byte[] plot = CalibrationPlots.reliability(before, after, CALIBRATION);

        assertThat(PlotImage.of(plot).pixels(PlotStyle.colour(0))).isPositive();
        assertThat(PlotImage.of(plot).pixels(PlotStyle.colour(1))).isPositive();
        assertThat(CalibrationPlots.reliability(after, before, CALIBRATION)).isNotEqualTo(plot);
    }

    @Test
    void shouldDrawABarAsHighAsTheScansOfItsBin() throws IOException {
        PlotImage alone = PlotImage.of(CalibrationPlots.confidence(List.of(EMPTY, bin(40, 0.7, 0.7))));
        PlotImage both = PlotImage.of(CalibrationPlots.confidence(List.of(bin(40, 0.3, 0.3), bin(40, 0.7, 0.7))));
        PlotImage half = PlotImage.of(CalibrationPlots.confidence(List.of(bin(20, 0.3, 0.3), bin(40, 0.7, 0.7))));

        assertThat(both.pixels(PlotStyle.colour(0)))
                .isGreaterThan(half.pixels(PlotStyle.colour(0)))
                .isGreaterThan(19 * alone.pixels(PlotStyle.colour(0)) / 10);
        assertThat(half.pixels(PlotStyle.colour(0))).isGreaterThan(alone.pixels(PlotStyle.colour(0)));
    }

    private static ReliabilityBin bin(int scans, double confidence, double accuracy) {
        return new ReliabilityBin(confidence - 0.05, confidence + 0.05, scans, confidence, accuracy);
    }
}
