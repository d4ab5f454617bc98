package dev.thorax.network.onnx;

import java.util.Arrays;

import dev.thorax.contracts.model.TensorNames;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/** Writes the distances of each scan from the training scans. */
final class DistanceWriter {
    /** Keeps a vector of zeros from a division by zero. */
    private static final float SHORTEST = 1e-12f;

    private final OnnxGraph graph;
    private final FeatureReference reference;

    DistanceWriter(OnnxGraph graph, FeatureReference reference) {
        this.graph = graph;
        this.reference = reference;
    }

    /**
     * Writes the output {@code distances: float32[N,2]}, both at least 0: the Mahalanobis distance to the nearest class, and 1
     * less the cosine to the nearest neighbour that counts.
     *
     * @param features name of float32[N,F]
     */
    void write(String features) {
        String distances =
                graph.node("Concat", attributes(attribute("axis", 1)), mahalanobis(features), neighbour(features));
        graph.output(TensorNames.DISTANCES, distances, 2);
    }

    /** Writes float32[N,1]. */
    private String mahalanobis(String features) {
        int size = reference.features();
        String centred = graph.node("Sub", features, graph.constant(reference.origin(), size));
        String white = graph.node("MatMul", centred, graph.constant(flat(reference.whitening()), size, size));
        String difference = graph.node(
                "Sub",
                graph.node("Unsqueeze", white, graph.constant(1L)),
                graph.constant(flat(reference.means()), reference.means().length, size));
        String lengths = graph.node(
                "ReduceL2", attributes(attribute("axes", new long[] {2}), attribute("keepdims", 0)), difference);
        return graph.node("ReduceMin", attributes(attribute("axes", new long[] {1})), lengths);
    }

    /** Writes float32[N,1]. */
    private String neighbour(String features) {
        String length = graph.node("ReduceL2", attributes(attribute("axes", new long[] {1})), features);
        String unit = graph.node("Div", features, graph.node("Max", length, graph.constant(new float[] {SHORTEST})));
        String cosines = graph.node(
                "MatMul",
                unit,
                graph.constant(
                        flat(transposed(reference.references())), reference.features(), reference.references().length));
        long last = reference.neighbour() - 1;
        String nearest = graph.node(
                "Slice",
                graph.largest(cosines, reference.neighbour()),
                graph.constant(last),
                graph.constant(last + 1),
                graph.constant(1L));
        return graph.node("Relu", graph.node("Sub", graph.constant(new float[] {1}), nearest));
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][r] = rows[r][c];
            }
        }
        return columns;
    }
}
