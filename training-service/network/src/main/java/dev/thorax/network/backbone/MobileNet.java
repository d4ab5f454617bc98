package dev.thorax.network.backbone;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.thorax.network.architecture.ArchitectureBuilder;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.WindowSize;
import dev.thorax.network.layer.ZeroPad;

/**
 * Builds MobileNet v1 (Howard et al. 2017, https://arxiv.org/abs/1704.04861) as in Keras Applications, {@code mobilenet.py}.
 * The first convolution is its {@code _conv_block}, the others its {@code _depthwise_conv_block}.
 */
public final class MobileNet {
    /** Widths with published weights, and their form in Keras's file names. */
    private static final Map<Double, String> WIDTHS = Map.of(1.0, "1_0", 0.75, "7_5", 0.5, "5_0", 0.25, "2_5");

    /** The {@code BASE_WEIGHT_PATH} of Keras, which gives no checksum for this network's files. */
    private static final String FOLDER = "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet/";

    /** Files of widths in this layout that were checked to give Google's published network. */
    private static final Map<Double, Set<String>> CHECKED = Map.of(
            1.0, Set.of("5430e44e48a0361b8c17423a2e6838371f2658ca16f9f2a07f61d06af31bb99b"),
            0.75, Set.of("84ac8ee86fc8ffc8a22dc88f271ad5e1a19603b1334be65880b1034c07dad7c9"));

    private static final int[] FILTERS = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    private static final WindowSize KERNEL = WindowSize.square(3);

    private final ArchitectureBuilder builder = new ArchitectureBuilder();
    private final double width;

    private MobileNet(double width) {
        this.width = width;
    }

    /**
     * Creates the backbone whose layers have {@code width} times the channels of the published network.
     *
     * @param width 0.25, 0.5, 0.75 or 1
     */
    public static Backbone create(double width) {
        String written = WIDTHS.get(width);
        if (written == null) {
            throw new IllegalArgumentException(
                    "MobileNet has no weights of width " + width + "; use 0.25, 0.5, 0.75 or 1.0.");
        }
        MobileNet network = new MobileNet(width);
        network.build();
        String file = "mobilenet_" + written + "_224_tf_no_top.h5";
        return new Backbone(
                "mobilenet-" + width,
                file,
                network.builder.nodes(),
                Optional.of(new PublishedFile(URI.create(FOLDER + file), null, CHECKED.getOrDefault(width, Set.of()))));
    }

    private void build() {
        String picture = builder.add("preprocess_input", new Scale(2, -1), Node.INPUT);
        Layer conv = new Conv(filters(32), KERNEL, 2, Padding.SAME, false, Activation.IDENTITY);
        String value = normalised("conv1", builder.add("conv1", conv, picture));
        int previous = FILTERS[0];
        for (int block = 1; block <= FILTERS.length; block++) {
            int filters = FILTERS[block - 1];
            value = separable(value, block, filters == previous ? 1 : 2, filters(filters));
            previous = filters;
        }
    }

    private String separable(String from, int block, int stride, int filters) {
        String value = from;
        if (stride > 1) {
            value = builder.add("conv_pad_" + block, new ZeroPad(0, 0, 1, 1), value);
        }
        Padding padding = stride > 1 ? Padding.VALID : Padding.SAME;
        String depthwise = "conv_dw_" + block;
        value = normalised(
                depthwise, builder.add(depthwise, new DepthwiseConv(KERNEL, stride, padding, 1, false), value));
        String pointwise = "conv_pw_" + block;
        Layer conv = new Conv(filters, WindowSize.square(1), 1, Padding.SAME, false, Activation.IDENTITY);
        return normalised(pointwise, builder.add(pointwise, conv, value));
    }

    private String normalised(String name, String from) {
        String normalised = builder.add(name + "_bn", BatchNorm.KERAS, from);
        return builder.add(name + "_relu", new ActivationLayer(Activation.RELU6), normalised);
    }

    private int filters(int published) {
        return (int) (published * width);
    }
}
