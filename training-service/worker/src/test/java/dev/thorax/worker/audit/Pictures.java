package dev.thorax.worker.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;

/** Noise of two classes, one of which is brighter in a part of the picture, or wider. */
final class Pictures {
    static final int SIDE = 40;

    private static final int SCANS = 160;

    private Pictures() {}

    /** The pictures of class 1 are brighter within {@code region}. */
    static Dataset brighterIn(Rectangle region) {
        return dataset(region, 0);
    }

    /** The canonical images of class 1 are wider; nothing else tells the classes apart. */
    static Dataset wider() {
        return dataset(null, 100);
    }

    /** Scans whose pixels say nothing. Class 1 comes from {@code one} of two sources, class 0 from {@code zero}, by the scan's position. */
    static Dataset from(IntFunction<String> zero, IntFunction<String> one) {
        Dataset plain = dataset(null, 0);
        List<LabelledScan> scans = IntStream.range(0, SCANS)
                .mapToObj(i -> {
                    LabelledScan scan = plain.scans().get(i);
                    String source = (scan.label() == 0 ? zero : one).apply(i);
                    return new LabelledScan(
                            scan.scanId(),
                            scan.patient(),
                            scan.label(),
                            scan.sha256(),
                            scan.metadata().withSource(source));
                })
                .toList();
        return new Dataset(plain.name(), plain.classes(), plain.input(), scans, plain.pixels());
    }

    /** Half of the scans to learn from, half to be scored on. */
    static List<Split> halves() {
        return List.of(new Split(
                IntStream.range(0, SCANS / 4).toArray(),
                IntStream.range(SCANS / 4, SCANS / 2).toArray(),
                IntStream.range(SCANS / 2, SCANS).toArray()));
    }

    /** A version that is always right about the second half. */
    static Predictions allRight(Dataset dataset) {
        List<LabelledScan> test = dataset.scans().subList(SCANS / 2, SCANS);
        return new Predictions(
                dataset.classes(),
                test.stream().mapToInt(LabelledScan::label).toArray(),
                test.stream()
                        .map(scan -> scan.label() == 0 ? new float[] {0.9f, 0.1f} : new float[] {0.2f, 0.8f})
                        .toArray(float[][]::new),
                test.stream().map(LabelledScan::patient).toList());
    }

    private static Dataset dataset(Rectangle bright, int wider) {
        Random random = new Random(7);
        List<LabelledScan> scans = new ArrayList<>();
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            int label = i % 2;
            double[] within = bright == null ? new double[SIDE * SIDE] : bright.coverage(SIDE, SIDE, Rectangle.WHOLE);
            byte[] pixels = new byte[SIDE * SIDE];
            for (int at = 0; at < pixels.length; at++) {
                pixels[at] = (byte) (60 + random.nextInt(60) + (within[at] == 1 ? 60 * label : 0));
            }
            ScanMetadata metadata = new ScanMetadata(
                    "image/png", 90_000 + random.nextInt(20_000), 400 + wider * label + random.nextInt(10), 400);
            scans.add(new LabelledScan("scan-" + i, "patient-" + i / 2, label, "", metadata));
            images.add(pixels);
        }
        InputSpec input = new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA);
        return new Dataset("pictures", List.of("A", "B"), input, scans, ScanPixels.of(images));
    }
}
