package dev.thorax.worker.report;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.heatmap.HeatMap;

/**
 * One held-out scan to look at. It names the scan, which is the hospital's handle to look it up, and never the patient.
 *
 * @param scanId the scan
 * @param image what the network was shown
 * @param heat where the network looked for {@code predicted}
 * @param truth its class
 * @param predicted the class that it was taken for
 * @param probability of {@code predicted}, in [0,1]
 * @param truthProbability of {@code truth}, in [0,1]
 */
public record ReportCase(
        String scanId,
        GreyImage image,
        HeatMap heat,
        String truth,
        String predicted,
        float probability,
        float truthProbability) {}
