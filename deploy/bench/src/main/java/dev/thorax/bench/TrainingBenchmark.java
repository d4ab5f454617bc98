package dev.thorax.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thorax.engine.torch.TorchEngine;

/** Compares the images a second of training with those of the same network in PyTorch from Python. */
final class TrainingBenchmark {
    private static final String BATCH = "32";
    private static final String STEPS = "6";
    private static final Pattern PEER = Pattern.compile("train +([0-9.]+) img/s");

    private final String network;
    private final Path peer;

    private TrainingBenchmark(String network, Path peer) {
        this.network = network;
        this.peer = peer;
    }

    /**
     * Measures both in turns, each in a process of its own.
     *
     * @param peer torch_reference.py
     */
    static void run(String network, int rounds, Path peer) throws IOException, InterruptedException {
        TrainingBenchmark training = new TrainingBenchmark(network, peer);
        List<Double> torch = new ArrayList<>();
        List<Double> dl4j = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double python = training.python();
            double[] ours = training.ours("torch");
            torch.add(ours[0] / python);
            System.out.printf(
                    "round %d: PyTorch %.1f images/s, torch %.1f, ratio %.2f, waited for batches %.1f %%%n",
                    round, python, ours[0], ours[0] / python, 100 * ours[1]);
            if (network.equals("cnn4")) {
                double other = training.ours("dl4j")[0];
                dl4j.add(other / python);
                System.out.printf("round %d: dl4j %.1f images/s, ratio %.2f%n", round, other, other / python);
            }
        }
        String goal = network.equals("cnn4") ? "at least 1.2" : "at least 0.95";
        System.out.println("torch / PyTorch: " + Spread.of(torch) + ", goal " + goal);
        if (!dl4j.isEmpty()) {
            System.out.println("dl4j / PyTorch: " + Spread.of(dl4j) + ", goal at least 0.5");
        }
    }

    /** Returns PyTorch's images a second in the better of its two memory layouts. */
    private double python() throws IOException, InterruptedException {
        String output = output(List.of("/usr/bin/python3", peer.toString(), network, BATCH, STEPS), Map.of());
        double best = 0;
        Matcher speeds = PEER.matcher(output);
        while (speeds.find()) {
            best = Math.max(best, Double.parseDouble(speeds.group(1)));
        }
        return best;
    }

    /** Holds images a second, and the share of the time in which the engine waited for batches. */
    private double[] ours(String engine) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "dev.thorax.bench.TrainingLoop",
                engine,
                network,
                BATCH,
                STEPS);
        String[] lines = output(command, TorchEngine.ENVIRONMENT).strip().split("\n");
        String[] figures = lines[lines.length - 1].split(" ");
        return new double[] {Double.parseDouble(figures[0]), Double.parseDouble(figures[1])};
    }

    private static String output(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("A measured process failed: " + String.join(" ", command));
        }
        return output;
    }
}
