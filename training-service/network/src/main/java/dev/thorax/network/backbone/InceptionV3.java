package dev.thorax.network.backbone;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

import dev.thorax.network.architecture.ArchitectureBuilder;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.WindowSize;

/**
 * Builds InceptionV3 (Szegedy et al. 2016, https://arxiv.org/abs/1512.00567) as in Keras Applications, {@code
 * inception_v3.py}. Sizes in method names are those of maps for images of 299 px. Its convolutions have no names there, so
 * they are numbered in the order of its lines.
 */
public final class InceptionV3 {
    private static final String FILE = "inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5";
    /** The {@code WEIGHTS_PATH_NO_TOP} of Keras and the {@code file_hash} beside it. */
    private static final PublishedFile PUBLISHED = new PublishedFile(
            URI.create("https://storage.googleapis.com/tensorflow/keras-applications/inception_v3/" + FILE),
            "bcbd6486424b2319ff4ef7d526e38f63",
            Set.of());

    private static final BatchNorm NORM = new BatchNorm(1e-3, 0.99, false);

    private final ArchitectureBuilder builder = new ArchitectureBuilder();

    private InceptionV3() {}

    /** Creates the backbone. */
    public static Backbone create() {
        InceptionV3 network = new InceptionV3();
        network.build();
        return new Backbone("inception-v3", FILE, network.builder.nodes(), Optional.of(PUBLISHED));
    }

    private void build() {
        String value = stem(builder.add("preprocess_input", new Scale(2, -1), Node.INPUT));
        value = mixed35("mixed0", value, 32);
        value = mixed35("mixed1", value, 64);
        value = mixed35("mixed2", value, 64);
        value = mixed3(value);
        value = mixed17("mixed4", value, 128);
        value = mixed17("mixed5", value, 160);
        value = mixed17("mixed6", value, 160);
        value = mixed17("mixed7", value, 192);
        value = mixed8(value);
        value = mixed8x8("mixed9", "mixed9_0", value);
        mixed8x8("mixed10", "mixed9_1", value);
    }

    private String stem(String picture) {
        String value = valid(picture, 32, 3, 2);
        value = valid(value, 32, 3, 1);
        value = maxPool(conv(value, 64, 3, 3));
        value = valid(value, 80, 1, 1);
        return maxPool(valid(value, 192, 3, 1));
    }

    private String mixed35(String name, String from, int pooled) {
        String branch1x1 = conv(from, 64, 1, 1);
        String branch5x5 = conv(conv(from, 48, 1, 1), 64, 5, 5);
        String branch3x3 = conv(conv(conv(from, 64, 1, 1), 96, 3, 3), 96, 3, 3);
        return builder.add(name, new Concat(), branch1x1, branch5x5, branch3x3, averaged(from, pooled));
    }

    private String mixed3(String from) {
        String branch3x3 = valid(from, 384, 3, 2);
        String branchDouble = valid(conv(conv(from, 64, 1, 1), 96, 3, 3), 96, 3, 2);
        return builder.add("mixed3", new Concat(), branch3x3, branchDouble, maxPool(from));
    }

    private String mixed17(String name, String from, int filters) {
        String branch1x1 = conv(from, 192, 1, 1);
        String branch7x7 = conv(conv(conv(from, filters, 1, 1), filters, 1, 7), 192, 7, 1);
        String branchDouble = conv(conv(from, filters, 1, 1), filters, 7, 1);
        branchDouble = conv(conv(branchDouble, filters, 1, 7), filters, 7, 1);
        branchDouble = conv(branchDouble, 192, 1, 7);
        return builder.add(name, new Concat(), branch1x1, branch7x7, branchDouble, averaged(from, 192));
    }

    private String mixed8(String from) {
        String branch3x3 = valid(conv(from, 192, 1, 1), 320, 3, 2);
        String branch7x7 = conv(conv(conv(from, 192, 1, 1), 192, 1, 7), 192, 7, 1);
        branch7x7 = valid(branch7x7, 192, 3, 2);
        return builder.add("mixed8", new Concat(), branch3x3, branch7x7, maxPool(from));
    }

    private String mixed8x8(String name, String inner, String from) {
        String branch1x1 = conv(from, 320, 1, 1);
        String branch3x3 = conv(from, 384, 1, 1);
        branch3x3 = builder.add(inner, new Concat(), conv(branch3x3, 384, 1, 3), conv(branch3x3, 384, 3, 1));
        String branchDouble = conv(conv(from, 448, 1, 1), 384, 3, 3);
        branchDouble = builder.addUnnamed(
                "concatenate", new Concat(), conv(branchDouble, 384, 1, 3), conv(branchDouble, 384, 3, 1));
        return builder.add(name, new Concat(), branch1x1, branch3x3, branchDouble, averaged(from, 192));
    }

    private String averaged(String from, int filters) {
        String pooled = builder.addUnnamed("average_pooling2d", new AvgPool(3, 1, Padding.SAME), from);
        return conv(pooled, filters, 1, 1);
    }

    private String maxPool(String from) {
        return builder.addUnnamed("max_pooling2d", new MaxPool(3, 2, Padding.VALID), from);
    }

    private String conv(String from, int filters, int rows, int columns) {
        return conv(from, filters, new WindowSize(rows, columns), 1, Padding.SAME);
    }

    private String valid(String from, int filters, int side, int stride) {
        return conv(from, filters, WindowSize.square(side), stride, Padding.VALID);
    }

    private String conv(String from, int filters, WindowSize kernel, int stride, Padding padding) {
        Layer conv = new Conv(filters, kernel, stride, padding, false, Activation.IDENTITY);
        String value = builder.addUnnamed("conv2d", conv, from);
        value = builder.addUnnamed("batch_normalization", NORM, value);
        return builder.addUnnamed("activation", new ActivationLayer(Activation.RELU), value);
    }
}
