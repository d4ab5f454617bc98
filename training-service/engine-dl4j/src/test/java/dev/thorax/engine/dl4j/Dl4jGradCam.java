package dev.thorax.engine.dl4j;

import java.util.List;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Layer;

/** Grad-CAM from the engine's own backward pass, layer by layer down to the last convolution. */
public final class Dl4jGradCam {
    private Dl4jGradCam() {}

    /**
     * float32[h,w] in [0,1] for the only image of {@code batch}.
     *
     * @param architecture without dropout, as the engine only goes backwards as it does in training
     */
    public static float[][] of(EngineNetwork network, Architecture architecture, Batch batch, int target) {
        MultiLayerNetwork net = ((Dl4jNetwork) network).network();
        int conv = lastConvolution(architecture);
        net.initGradientsView();
        net.setInput(((Dl4jNetwork) network).features(batch));
        List<INDArray> activations = net.feedForward(true, false);
        INDArray maps = activations.get(conv + 1);
        INDArray gradient = gradient(net, conv, target);
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

    /** Of the class's value before softmax, at the output of layer {@code conv}. */
    private static INDArray gradient(MultiLayerNetwork net, int conv, int target) {
        LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
        INDArray gradient = net.getOutputLayer()
                .getParam("W")
                .getColumn(target, true)
                .transpose()
                .dup();
        for (int i = net.getnLayers() - 2; i > conv; i--) {
            gradient = net.getLayer(i).backpropGradient(gradient, memory).getSecond();
            InputPreProcessor before = net.getLayerWiseConfigurations().getInputPreProcess(i);
            if (before != null) {
                gradient = before.backprop(gradient, 1, memory);
            }
        }
        return gradient;
    }

    private static int lastConvolution(Architecture architecture) {
        List<Layer> layers = Dl4jConfiguration.layers(architecture);
        int last = 0;
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Conv) {
                last = i;
            }
        }
        return last;
    }
}
