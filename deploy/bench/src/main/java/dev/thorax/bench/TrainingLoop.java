package dev.thorax.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.backbone.Backbones;
import dev.thorax.network.engine.Engine;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Pooling;
import dev.thorax.worker.augment.BatchMaker;
import dev.thorax.worker.augment.EpochBatches;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Augmentation;

/** Trains for some steps ({@code engine network batch steps}) and prints images a second, with batches made on another thread. */
final class TrainingLoop {
    private static final int SIDE = 224;
    private static final Augmentation AUGMENTATION = new Augmentation(0.2, 0.2, true);

    private TrainingLoop() {}

    public static void main(String[] arguments) {
        Engine engine = arguments[0].equals(Dl4jEngine.NAME) ? new Dl4jEngine() : new TorchEngine(0);
        Architecture architecture = architecture(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        int steps = Integer.parseInt(arguments[3]);
        Dataset dataset = noise(batch * (steps + 1));
        ExecutorService maker = EpochBatches.threads();
        try (EngineNetwork network = engine.create(
                architecture, BenchmarkModel.CLASSES.size(), new TrainingSettings(1e-4, 1, new float[] {1, 1, 1}))) {
            int[] all = IntStream.range(0, dataset.scans().size()).toArray();
            EpochBatches epoch = new EpochBatches(new BatchMaker(dataset, batch, AUGMENTATION), all, 1, maker);
            network.fit(epoch.next());
            long waited = epoch.waited();
            long start = System.nanoTime();
            while (epoch.hasNext()) {
                network.fit(epoch.next());
            }
            long time = System.nanoTime() - start;
            System.out.printf("%.2f %.4f%n", batch * steps / (time / 1e9), (epoch.waited() - waited) / (double) time);
        }
        System.exit(0);
    }

    /** Returns a network of torch_reference.py, or a backbone by its name. */
    private static Architecture architecture(String network) {
        NetworkInput input = new NetworkInput(SIDE, SIDE, 3);
        if (!network.equals("cnn4")) {
            List<Node> head = Stream.of(new GlobalPool(Pooling.MAX), new Dense(512, Activation.RELU), new Dropout(0.5))
                    .map(Node::new)
                    .toList();
            return Backbones.named(network.equals("mobilenet") ? "mobilenet-0.75" : network)
                    .architecture(input, head);
        }
        List<Layer> layers = new ArrayList<>();
        for (int filters : new int[] {64, 64, 128, 64}) {
            layers.add(new Conv(filters, 3, Activation.RELU));
            layers.add(new MaxPool(2));
        }
        layers.addAll(List.of(new Flatten(), new Dropout(0.5), new Dense(512, Activation.RELU)));
        return new Architecture(input, layers);
    }

    private static Dataset noise(int count) {
        byte[] pixels = new byte[SIDE * SIDE];
        new Random(1).nextBytes(pixels);
        List<LabelledScan> scans = IntStream.range(0, count)
                .mapToObj(i -> new LabelledScan("scan-" + i, "patient-" + i, i % BenchmarkModel.CLASSES.size(), ""))
                .toList();
        InputSpec input = new InputSpec(SIDE, SIDE, InputSpec.Interpolation.AREA);
        return new Dataset(
                "noise", BenchmarkModel.CLASSES, input, scans, ScanPixels.of(Collections.nCopies(count, pixels)));
    }
}
