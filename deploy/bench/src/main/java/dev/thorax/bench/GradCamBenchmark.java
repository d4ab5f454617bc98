package dev.thorax.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;

/** What a heat map for one scan costs, in forward passes for one scan. */
final class GradCamBenchmark {
    private static final int WARM_UP = 5;

    private GradCamBenchmark() {}

    static void run(BenchmarkModel subject, int rounds) throws OrtException {
        List<Double> ratios = new ArrayList<>();
        try (OnnxTensor image = subject.images(1);
                OnnxTensor target = subject.target()) {
            Map<String, OnnxTensor> forward = Map.of("image", image);
            Map<String, OnnxTensor> backward = Map.of("image", image, "class", target);
            BenchmarkModel.seconds(subject.model(), forward, WARM_UP);
            BenchmarkModel.seconds(subject.gradcam(), backward, WARM_UP);
            int times = Math.max(10, (int) (2 / BenchmarkModel.seconds(subject.model(), forward, WARM_UP)));
            for (int round = 1; round <= rounds; round++) {
                double plain = BenchmarkModel.seconds(subject.model(), forward, times);
                double explained = BenchmarkModel.seconds(subject.gradcam(), backward, times);
                ratios.add(explained / plain);
                System.out.printf(
                        "round %d: forward %.2f ms, Grad-CAM %.2f ms, ratio %.2f%n",
                        round, 1e3 * plain, 1e3 * explained, explained / plain);
            }
        }
        System.out.println("Grad-CAM / forward pass: " + Spread.of(ratios) + ", goal at most 2");
    }
}
