package dev.thorax.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Compares the time of a heat map for one scan with that of a forward pass for one scan. */
final class GradCamBenchmark {
    private static final int WARM_UP = 5;
    private static final int TARGET = 2;

    private GradCamBenchmark() {}

    static void run(BenchmarkModel subject, int rounds) {
        List<Double> ratios = new ArrayList<>();
        ByteBuffer image = subject.images(1);
        Runnable forward = () -> subject.model().score(image.duplicate(), 1);
        Runnable backward = () -> subject.gradcam().explain(image.duplicate(), TARGET);
        BenchmarkModel.seconds(forward, WARM_UP);
        BenchmarkModel.seconds(backward, WARM_UP);
        int times = Math.max(10, (int) (2 / BenchmarkModel.seconds(forward, WARM_UP)));
        for (int round = 1; round <= rounds; round++) {
            double plain = BenchmarkModel.seconds(forward, times);
            double explained = BenchmarkModel.seconds(backward, times);
            ratios.add(explained / plain);
            System.out.printf(
                    "round %d: forward %.2f ms, Grad-CAM %.2f ms, ratio %.2f%n",
                    round, 1e3 * plain, 1e3 * explained, explained / plain);
        }
        System.out.println("Grad-CAM / forward pass: " + Spread.of(ratios) + ", goal at most 2");
    }
}
