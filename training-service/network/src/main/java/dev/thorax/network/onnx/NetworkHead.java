package dev.thorax.network.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Shape;

/**
 * The end of a network, from the maps that Grad-CAM explains to the class scores.
 *
 * @param maps names of the nodes whose maps are the last ones before pooling and the vector
 * @param poolingNode the node that turns maps into a vector: flatten, a global pool, or a concat of global pools
 * @param layers the nodes after it, in order; the output layer is the last
 */
record NetworkHead(List<String> maps, Node poolingNode, List<Node> layers) {

    /**
     * Finds the head of a network.
     *
     * @throws IllegalArgumentException with a sentence, if the head branches
     */
    static NetworkHead find(Map<String, Node> nodes, Map<String, Shape> shapes) {
        Deque<Node> layers = new ArrayDeque<>();
        Node node = nodes.get(Node.OUTPUT);
        while (!joinsPools(node, nodes) && shapes.get(input(node)).flat()) {
            layers.addFirst(node);
            node = nodes.get(input(node));
        }
        List<String> maps = joinsPools(node, nodes)
                ? node.from().stream()
                        .map(pool -> maps(nodes.get(pool), nodes))
                        .distinct()
                        .toList()
                : List.of(maps(node, nodes));
        return new NetworkHead(maps, node, List.copyOf(layers));
    }

    /** Returns the last maps before {@code poolingNode} that are neither pooled nor dropped out. */
    private static String maps(Node poolingNode, Map<String, Node> nodes) {
        String maps = input(poolingNode);
        while (nodes.containsKey(maps) && keepsSummedGradient(nodes.get(maps).layer())) {
            maps = input(nodes.get(maps));
        }
        return maps;
    }

    /** Lists the pools that are joined, with the range of each one's values and the maps that it pools. */
    List<Pool> pools(Map<String, Node> nodes, Map<String, Shape> shapes) {
        List<Pool> pools = new ArrayList<>();
        int begin = 0;
        for (String name : poolingNode.from()) {
            int channels = shapes.get(name).channels();
            pools.add(new Pool(maps(nodes.get(name), nodes), begin, begin + channels));
            begin += channels;
        }
        return pools;
    }

    /**
     * One of several joined pools.
     *
     * @param maps name of the node whose maps it pools
     * @param begin index of its first value
     * @param end index behind its last
     */
    record Pool(String maps, int begin, int end) {}

    /** Returns whether {@link #poolingNode} joins global pools. */
    boolean joinsPools() {
        return poolingNode.layer() instanceof Concat;
    }

    private static boolean joinsPools(Node node, Map<String, Node> nodes) {
        return node.layer() instanceof Concat
                && node.from().stream().allMatch(name -> nodes.get(name).layer() instanceof GlobalPool);
    }

    /** Returns whether the gradient's sum over positions is the same before and after the layer. */
    private static boolean keepsSummedGradient(Layer layer) {
        return layer instanceof MaxPool || layer instanceof AvgPool || layer instanceof Dropout;
    }

    private static String input(Node node) {
        if (node.from().size() != 1) {
            throw new IllegalArgumentException(
                    "Grad-CAM cannot be written: " + node.name()
                            + " joins several vectors other than global pools; join maps instead, before flatten or a global pool.");
        }
        return node.from().get(0);
    }
}
