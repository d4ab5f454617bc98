package dev.thorax.engine.dl4j;

import java.util.List;
import java.util.Map;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.layer.Conv;

/** Computes Grad-CAM by the engine's own backward pass, vertex by vertex down to the last convolution. */
public final class Dl4jGradCam {
    private Dl4jGradCam() {}

    /**
     * Computes the heat map of the only image of {@code batch}.
     *
     * @param architecture a chain of layers without dropout, as the engine only goes backwards as it does in training
     * @param target index of the class
     * @return float32[h,w] in [0,1]
     */
    public static float[][] heatMap(EngineNetwork network, Architecture architecture, Batch batch, int target) {
        ComputationGraph graph = ((Dl4jNetwork) network).network();
        int conv = lastConvolution(architecture);
        graph.initGradientsView();
        INDArray[] features = {((Dl4jNetwork) network).features(batch)};
        Map<String, INDArray> activations = graph.feedForward(features, true, false);
        INDArray maps = activations.get(architecture.nodes().get(conv).name());
        INDArray gradient = gradient(graph, architecture.nodes(), conv, target);
        INDArray sum = maps.sum(0, 1).mul(0);
        for (int channel = 0; channel < maps.size(1); channel++) {
            INDArray map = maps.get(NDArrayIndex.point(0), NDArrayIndex.point(channel));
            INDArray at = gradient.get(NDArrayIndex.point(0), NDArrayIndex.point(channel));
            sum.addi(map.mul(at.meanNumber()));
        }
        INDArray positive = sum.mul(sum.gt(0).castTo(sum.dataType()));
        double largest = positive.maxNumber().doubleValue();
        return positive.div(largest == 0 ? 1 : largest).toFloatMatrix();
    }

    /** Returns the gradient of the class's score before softmax at the output of node {@code conv}. */
    private static INDArray gradient(ComputationGraph graph, List<Node> nodes, int conv, int target) {
        LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
        INDArray gradient = graph.getLayer(Node.OUTPUT)
                .getParam("W")
                .getColumn(target, true)
                .transpose()
                .dup();
        for (int i = nodes.size() - 1; i > conv; i--) {
            GraphVertex vertex = graph.getVertex(nodes.get(i).name());
            vertex.setEpsilon(gradient);
            gradient = vertex.doBackward(false, memory).getSecond()[0];
        }
        return gradient;
    }

    private static int lastConvolution(Architecture architecture) {
        int last = 0;
        for (int i = 0; i < architecture.nodes().size(); i++) {
            if (architecture.nodes().get(i).layer() instanceof Conv) {
                last = i;
            }
        }
        return last;
    }
}
