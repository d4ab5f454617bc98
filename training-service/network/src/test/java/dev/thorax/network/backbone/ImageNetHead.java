package dev.thorax.network.backbone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.keras.KerasFile;
import dev.thorax.network.keras.KerasTensor;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

/** A MobileNet with its ImageNet classifier, a 1 x 1 convolution, in the place of Thorax's output layer. */
public final class ImageNetHead {
    private ImageNetHead() {}

    /** The weights of {@code backbone}, and of an output layer of 1000 classes. */
    public static Weights read(Backbone backbone, Path file) {
        KerasFile all = KerasFile.read(file);
        Map<String, Map<String, KerasTensor>> stored = new LinkedHashMap<>(all.weights());
        Map<String, KerasTensor> head = stored.remove("conv_preds");
        List<LayerWeights> layers =
                new ArrayList<>(BackboneWeights.convert(backbone, new KerasFile(all.layers(), stored))
                        .layers());
        layers.add(new LayerWeights(
                Node.OUTPUT,
                Map.of(
                        WeightRole.KERNEL, head.get("kernel").values(),
                        WeightRole.BIAS, head.get("bias").values())));
        return new Weights(layers);
    }
}
