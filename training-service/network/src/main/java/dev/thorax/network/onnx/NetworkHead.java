package dev.thorax.network.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.Shape;

/**
 * The end of a network, from the maps that Grad-CAM looks at to the scores.
 *
 * @param maps names of the nodes whose maps are the last ones before pooling and the vector
 * @param first what makes a vector of maps: flatten, a global pool, or global pools side by side
 * @param steps what comes after it, in order; the output layer last
 */
record NetworkHead(List<String> maps, Node first, List<Node> steps) {

    /** The head of a network; throws IllegalArgumentException if it branches. */
    static NetworkHead of(Map<String, Node> nodes, Map<String, Shape> shapes) {
        Deque<Node> steps = new ArrayDeque<>();
        Node node = nodes.get(Node.OUTPUT);
        while (!joinsPools(node, nodes) && shapes.get(before(node)).flat()) {
            steps.addFirst(node);
            node = nodes.get(before(node));
        }
        List<String> maps = joinsPools(node, nodes)
                ? node.from().stream()
                        .map(pool -> maps(nodes.get(pool), nodes))
                        .distinct()
                        .toList()
                : List.of(maps(node, nodes));
        return new NetworkHead(maps, node, List.copyOf(steps));
    }

    /** The last maps before {@code first} that say something about places. */
    private static String maps(Node first, Map<String, Node> nodes) {
        String maps = before(first);
        while (nodes.containsKey(maps) && movesGradientOnly(nodes.get(maps).layer())) {
            maps = before(nodes.get(maps));
        }
        return maps;
    }

    /** Where the values of each pool side by side begin and end, and which maps it is of. */
    List<Pool> pools(Map<String, Node> nodes, Map<String, Shape> shapes) {
        List<Pool> pools = new ArrayList<>();
        int begin = 0;
        for (String name : first.from()) {
            int channels = shapes.get(name).channels();
            pools.add(new Pool(maps(nodes.get(name), nodes), begin, begin + channels));
            begin += channels;
        }
        return pools;
    }

    /**
     * One of several pools side by side.
     *
     * @param maps name of the node whose maps it pools
     * @param begin index of its first value
     * @param end index behind its last
     */
    record Pool(String maps, int begin, int end) {}

    /** Whether {@link #first} is global pools side by side. */
    boolean joinsPools() {
        return first.layer() instanceof Concat;
    }

    private static boolean joinsPools(Node node, Map<String, Node> nodes) {
        return node.layer() instanceof Concat
                && node.from().stream().allMatch(name -> nodes.get(name).layer() instanceof GlobalPool);
    }

    /** Whether the gradient's sum over positions is the same before and after it. */
    private static boolean movesGradientOnly(Layer layer) {
        return layer instanceof Layer.MaxPool || layer instanceof AvgPool || layer instanceof Layer.Dropout;
    }

    private static String before(Node node) {
        if (node.from().size() != 1) {
            throw new IllegalArgumentException(
                    "Grad-CAM cannot be written: " + node.name()
                            + " joins several vectors other than global pools; join maps instead, before flatten or a global pool.");
        }
        return node.from().get(0);
    }
}
