package dev.thorax.network.backbone;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Lists all backbones by their names in recipes. */
public final class Backbones {
    private static final Map<String, Supplier<Backbone>> ALL = new TreeMap<>(Map.of(
            "inception-v3", InceptionV3::create,
            "resnet152-v2", ResNet152V2::create,
            "mobilenet-1.0", () -> MobileNet.create(1),
            "mobilenet-0.75", () -> MobileNet.create(0.75),
            "mobilenet-0.5", () -> MobileNet.create(0.5),
            "mobilenet-0.25", () -> MobileNet.create(0.25)));

    private Backbones() {}

    /**
     * Returns the backbone of that name.
     *
     * @throws IllegalArgumentException that names the known ones, if there is none
     */
    public static Backbone named(String name) {
        Supplier<Backbone> backbone = ALL.get(name);
        if (backbone == null) {
            throw new IllegalArgumentException(
                    "There is no backbone \"" + name + "\"; use one of " + String.join(", ", ALL.keySet()) + ".");
        }
        return backbone.get();
    }
}
