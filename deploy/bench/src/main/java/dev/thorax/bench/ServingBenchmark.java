package dev.thorax.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.thorax.servers.TestStack;

/** Compares the diagnoses a second of the packaged inference-service with a bare loop of {@link dev.thorax.onnx.ScoringSession#score}. */
final class ServingBenchmark {
    private static final double SECONDS_A_ROUND = 6;
    // Until the just-in-time compilers are done.
    private static final int WARM_UP = 4000;

    private ServingBenchmark() {}

    static void run(BenchmarkModel subject, int rounds, Path folder) throws Exception {
        int best = bestBatch(subject);
        List<Double> ratios = new ArrayList<>();
        try (TestStack backing = TestStack.start(folder.resolve("backing"))) {
            StoredScans scans = new StoredScans(backing);
            scans.promote(subject);
            backing.service(
                    Path.of(
                            System.getProperty("thorax.modules"),
                            "inference-service/target/quarkus-app/quarkus-run.jar"),
                    Map.of());
            scans.diagnosesPerSecond("warm-up", WARM_UP);
            for (int round = 1; round <= rounds; round++) {
                double bare = bare(subject, best, SECONDS_A_ROUND);
                double served = scans.diagnosesPerSecond("round-" + round, (int) (bare * SECONDS_A_ROUND));
                ratios.add(served / bare);
                System.out.printf(
                        "round %d: bare loop %.1f scans/s (batch %d), service %.1f diagnoses/s, ratio %.2f%n",
                        round, bare, best, served, served / bare);
            }
        }
        System.out.println("service / bare loop: " + Spread.of(ratios) + ", goal at least 0.7");
    }

    private static int bestBatch(BenchmarkModel subject) {
        Map<Integer, Double> rates = new TreeMap<>();
        for (int batch : new int[] {1, 2, 4, 8, 16, 32}) {
            rates.put(batch, bare(subject, batch, 2));
            System.out.printf("bare loop, batch %d: %.1f scans/s%n", batch, rates.get(batch));
        }
        return Collections.max(rates.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    /** Returns scans a second, with inputs made beforehand. */
    private static double bare(BenchmarkModel subject, int batch, double seconds) {
        ByteBuffer images = subject.images(batch);
        Runnable run = () -> subject.model().score(images.duplicate(), batch);
        double once = BenchmarkModel.seconds(run, 2);
        return batch / BenchmarkModel.seconds(run, Math.max(3, (int) (seconds / once)));
    }
}
