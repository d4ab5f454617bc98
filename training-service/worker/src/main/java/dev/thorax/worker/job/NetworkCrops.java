package dev.thorax.worker.job;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import dev.thorax.imaging.CropWindow;
import dev.thorax.worker.audit.Rectangle;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.SeenLungs;

/** Says which part of a scan's canonical image a network sees: the square around the lungs, or what its input says. */
final class NetworkCrops implements Function<LabelledScan, Rectangle> {
    private final Dataset dataset;
    private final Map<String, SeenLungs> lungs = new HashMap<>();

    NetworkCrops(Dataset dataset) {
        this.dataset = dataset;
        if (dataset.lungs() != null) {
            for (int i = 0; i < dataset.scans().size(); i++) {
                lungs.put(dataset.scans().get(i).scanId(), dataset.lungs().get(i));
            }
        }
    }

    @Override
    public Rectangle apply(LabelledScan scan) {
        if (dataset.lungs() != null) {
            SeenLungs seen = lungs.get(scan.scanId());
            return rectangle(seen.box().window(), seen.imageWidth(), seen.imageHeight());
        }
        if (scan.metadata() == null) {
            return Rectangle.WHOLE;
        }
        int width = scan.metadata().width();
        int height = scan.metadata().height();
        return rectangle(CropWindow.of(width, height, dataset.input()), width, height);
    }

    private static Rectangle rectangle(CropWindow window, double width, double height) {
        return new Rectangle(
                window.left() / width,
                window.top() / height,
                (window.left() + window.width()) / width,
                (window.top() + window.height()) / height);
    }
}
