package dev.thorax.network.layer;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LayerVisitorTest {
    private static final List<Layer> LAYERS = List.of(
            new Conv(4, 3, Activation.RELU),
            new DepthwiseConv(WindowSize.square(3), 1, Padding.SAME, 1, true),
            BatchNorm.KERAS,
            new ActivationLayer(Activation.RELU6),
            new ZeroPad(1),
            new MaxPool(2),
            new AvgPool(2, null, null),
            new GlobalPool(Pooling.MAX),
            new Upsample(2),
            new Add(),
            new Concat(),
            new Scale(2, -1),
            new Flatten(),
            new Dropout(0.5),
            new Dense(8, Activation.RELU));

    @Test
    void shouldVisitEachKindOfLayerByItsOwnMethod() {
        assertThat(LAYERS).allSatisfy(layer -> assertThat(layer.<Object>accept(parameterType()))
                .isEqualTo(layer.getClass()));
        assertThat(LAYERS).extracting(Object::getClass).containsExactlyInAnyOrderElementsOf(namedInRecipes());
    }

    @Test
    void shouldEndWithTheActivationOfItsOwn() {
        assertThat(LAYERS)
                .filteredOn(layer -> layer.activation() != Activation.IDENTITY)
                .extracting(layer -> layer.getClass().getSimpleName())
                .containsExactly("Conv", "ActivationLayer", "Dense");
    }

    @Test
    void shouldTakeOneInputOnly() {
        Shape maps = new Shape(4, 9, 9);
        assertThat(LAYERS)
                .filteredOn(SingleInputLayer.class::isInstance)
                .hasSize(13)
                .allSatisfy(layer -> {
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> layer.shape(List.of(maps, maps)))
                            .withMessageContaining("only add and concat may have more than one input");
                });
    }

    /** Returns a visitor whose methods return the type of their parameter. */
    @SuppressWarnings("unchecked")
    private static LayerVisitor<Object> parameterType() {
        return (LayerVisitor<Object>) Proxy.newProxyInstance(
                LayerVisitor.class.getClassLoader(),
                new Class<?>[] {LayerVisitor.class},
                (proxy, method, arguments) -> method.getParameterTypes()[0]);
    }

    private static List<Class<?>> namedInRecipes() {
        return Arrays.stream(Layer.class.getAnnotation(JsonSubTypes.class).value())
                .<Class<?>>map(JsonSubTypes.Type::value)
                .toList();
    }
}
