package dev.thorax.network.onnx;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Shape;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/**
 * Writes the gradient of a class score back through the head, summed over the positions of each map.
 *
 * <p>If the head begins with flatten and a dense layer, the sum is linear in the dense layer's kernel. Its rows are therefore
 * summed over positions here, once, so that one row a channel is left of the largest matrix of the network.
 */
final class HeadGradientWriter {
    private static final int NONE = -1;

    private final OnnxGraph graph;
    private final ForwardPassWriter forward;
    private final NetworkHead head;

    HeadGradientWriter(OnnxGraph graph, ForwardPassWriter forward, NetworkHead head) {
        this.graph = graph;
        this.forward = forward;
        this.head = head;
    }

    /**
     * Writes the gradient of the score before softmax, summed over each map's positions.
     *
     * @param target name of the class indices, int64[N]
     * @return names of float32[N, channels] by the name of the maps
     */
    Map<String, String> write(String target) {
        int last = head.layers().size() - 1;
        String gradient = graph.node("Gather", transposedKernel(last), target);
        for (int i = last - 1; i >= 0; i--) {
            gradient = layerGradient(i, gradient);
        }
        if (head.joinsPools()) {
            return gradientsByMaps(gradient);
        }
        return Map.of(head.maps().get(0), summedDense() == NONE ? summedOverPositions(gradient) : gradient);
    }

    private String layerGradient(int index, String gradient) {
        Node node = head.layers().get(index);
        return node.layer()
                .accept(new LayerGradientWriter(graph, forward, node.name(), gradient, () -> transposedKernel(index)));
    }

    /** Writes the kernel of a dense layer as float32[units, rows]; the rows of {@link #summedDense} are summed over positions. */
    private String transposedKernel(int index) {
        Node node = head.layers().get(index);
        int units = ((Dense) node.layer()).units();
        float[] kernel = forward.network().weights().get(node.name()).kernel();
        int inputs = kernel.length / units;
        int rows = index == summedDense() && !head.joinsPools()
                ? forward.shape(head.maps().get(0)).channels()
                : inputs;
        double[] sums = new double[units * rows];
        for (int in = 0; in < inputs; in++) {
            for (int unit = 0; unit < units; unit++) {
                sums[unit * rows + in / (inputs / rows)] += kernel[in * units + unit];
            }
        }
        return graph.constant(sums, units, rows);
    }

    /** Returns the index of the head's first layer but dropout if it is a dense layer, or {@link #NONE}. */
    private int summedDense() {
        int first = 0;
        while (head.layers().get(first).layer() instanceof Dropout) {
            first++;
        }
        return head.layers().get(first).layer() instanceof Dense ? first : NONE;
    }

    /** Splits the gradient by pools, and adds those of pools over the same maps. */
    private Map<String, String> gradientsByMaps(String gradient) {
        Map<String, String> byMaps = new LinkedHashMap<>();
        for (NetworkHead.Pool pool : head.pools(forward.network().nodes(), forward.shapes())) {
            String part = graph.node(
                    "Slice",
                    gradient,
                    graph.constant((long) pool.begin()),
                    graph.constant((long) pool.end()),
                    graph.constant(1L));
            byMaps.merge(pool.maps(), part, (first, second) -> graph.node("Add", first, second));
        }
        return byMaps;
    }

    /** Sums the gradient over each map's positions, which flatten leaves side by side. */
    private String summedOverPositions(String gradient) {
        if (head.poolingNode().layer() instanceof GlobalPool) {
            return gradient;
        }
        Shape in = forward.shape(head.poolingNode().from().get(0));
        String byChannel =
                graph.node("Reshape", gradient, graph.constant(0, in.channels(), (long) in.height() * in.width()));
        return graph.node("ReduceSum", attributes(attribute("keepdims", 0)), byChannel, graph.constant(2L));
    }
}
