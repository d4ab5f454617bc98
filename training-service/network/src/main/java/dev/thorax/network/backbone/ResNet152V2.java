package dev.thorax.network.backbone;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

import dev.thorax.network.architecture.ArchitectureBuilder;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.WindowSize;
import dev.thorax.network.layer.ZeroPad;

/**
 * Builds ResNet152V2 (He et al. 2016, https://arxiv.org/abs/1603.05027) as in Keras Applications, {@code resnet.py} and
 * {@code resnet_v2.py}. A block is its {@code residual_block_v2}, a stack its {@code stack_residual_blocks_v2}.
 */
public final class ResNet152V2 {
    private static final String FILE = "resnet152v2_weights_tf_dim_ordering_tf_kernels_notop.h5";
    /** The second value of {@code WEIGHTS_HASHES["resnet152v2"]} in {@code resnet.py}. */
    private static final PublishedFile PUBLISHED = new PublishedFile(
            URI.create("https://storage.googleapis.com/tensorflow/keras-applications/resnet/" + FILE),
            "ed17cf2e0169df9d443503ef94b23b33",
            Set.of());

    private static final BatchNorm NORM = new BatchNorm(1.001e-5, 0.99, true);

    private final ArchitectureBuilder builder = new ArchitectureBuilder();

    private ResNet152V2() {}

    /** Creates the backbone. */
    public static Backbone create() {
        ResNet152V2 network = new ResNet152V2();
        network.build();
        return new Backbone("resnet152-v2", FILE, network.builder.nodes(), Optional.of(PUBLISHED));
    }

    private void build() {
        String value = builder.add("preprocess_input", new Scale(2, -1), Node.INPUT);
        value = builder.add("conv1_pad", new ZeroPad(3), value);
        value = conv("conv1_conv", value, 64, 7, 2, true);
        value = builder.add("pool1_pad", new ZeroPad(1), value);
        value = builder.add("pool1_pool", new MaxPool(3, 2, Padding.VALID), value);
        value = stack("conv2", value, 64, 3, 2);
        value = stack("conv3", value, 128, 8, 2);
        value = stack("conv4", value, 256, 36, 2);
        value = stack("conv5", value, 512, 3, 1);
        normalised("post", value);
    }

    private String stack(String name, String from, int filters, int blocks, int lastStride) {
        String value = from;
        for (int block = 1; block <= blocks; block++) {
            value = block(name + "_block" + block, value, filters, block == blocks ? lastStride : 1, block == 1);
        }
        return value;
    }

    private String block(String name, String from, int filters, int stride, boolean widens) {
        String value = normalised(name + "_preact", from);
        String shortcut = from;
        if (widens) {
            shortcut = conv(name + "_0_conv", value, 4 * filters, 1, stride, true);
        } else if (stride > 1) {
            shortcut = builder.addUnnamed("max_pooling2d", new MaxPool(1, stride, Padding.VALID), from);
        }
        value = normalised(name + "_1", conv(name + "_1_conv", value, filters, 1, 1, false));
        value = builder.add(name + "_2_pad", new ZeroPad(1), value);
        value = normalised(name + "_2", conv(name + "_2_conv", value, filters, 3, stride, false));
        value = conv(name + "_3_conv", value, 4 * filters, 1, 1, true);
        return builder.add(name + "_out", new Add(), shortcut, value);
    }

    private String conv(String name, String from, int filters, int kernel, int stride, boolean bias) {
        Layer conv = new Conv(filters, WindowSize.square(kernel), stride, Padding.VALID, bias, Activation.IDENTITY);
        return builder.add(name, conv, from);
    }

    private String normalised(String name, String from) {
        String normalised = builder.add(name + "_bn", NORM, from);
        return builder.add(name + "_relu", new ActivationLayer(Activation.RELU), normalised);
    }
}
