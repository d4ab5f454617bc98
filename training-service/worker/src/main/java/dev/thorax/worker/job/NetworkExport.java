package dev.thorax.worker.job;

import java.util.Arrays;

import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.augment.BatchMaker;
import dev.thorax.worker.bundle.ExportVerifier;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.gate.FittedGate;
import dev.thorax.worker.gate.GateFitting;

/** Exports a trained network as ONNX and verifies the export on validation scans. */
final class NetworkExport {
    private static final int CHECKED_SCANS = 32;

    private final Architecture architecture;
    private final Weights weights;
    private final Dataset dataset;
    private final Temperature temperature;
    private final int classes;
    private final int[] checked;

    NetworkExport(Architecture architecture, Weights weights, Dataset dataset, Split split, Temperature temperature) {
        this.architecture = architecture;
        this.weights = weights;
        this.dataset = dataset;
        this.temperature = temperature;
        this.classes = dataset.classes().size();
        this.checked = Arrays.copyOf(split.validation(), Math.min(CHECKED_SCANS, split.validation().length));
    }

    /**
     * Returns the files of a version that gives every scan a class.
     *
     * @param validation the trained network's probabilities of the validation scans, before the temperature
     * @throws dev.thorax.worker.TrainingException if the export differs from the trained network
     */
    ModelFiles withoutGate(Predictions validation) {
        byte[] model = OnnxExporter.model(architecture, weights, classes, temperature.value());
        ExportVerifier.check(model, dataset.input(), batch(), expected(validation));
        return files(model);
    }

    /**
     * Returns the files of a version with a gate.
     *
     * @param validation the trained network's probabilities of the validation scans, before the temperature
     * @throws dev.thorax.worker.TrainingException if the export differs from the trained network
     */
    ModelFiles withGate(Predictions validation, FittedGate gate, GateFitting fitting) {
        byte[] model = OnnxExporter.model(
                architecture,
                weights,
                classes,
                temperature.value(),
                gate.distances().reference());
        ExportVerifier.check(model, dataset.input(), batch(), expected(validation), fitting.measure(gate, checked));
        return files(model);
    }

    private ModelFiles files(byte[] model) {
        return new ModelFiles(model, OnnxExporter.gradcam(architecture, weights, classes, temperature.value()));
    }

    private Batch batch() {
        return new BatchMaker(dataset, checked.length, null).make(checked, 0, 0);
    }

    private float[][] expected(Predictions validation) {
        return temperature.apply(validation.first(checked.length)).probabilities();
    }
}
