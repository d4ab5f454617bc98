package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * Divides a network's logits so that its probabilities become the shares in which it is right (Guo et al. 2017, "On
 * calibration of modern neural networks", ICML). It works from probabilities, because softmax(log p / T) is the same as from
 * the logits. A probability of 0 counts as the smallest float above it. A temperature above 1 makes probabilities less sure,
 * one below 1 makes them more sure.
 *
 * @param value the temperature, above 0; in [0.05, 20] if fitted
 */
public record Temperature(double value) {
    /** The temperature 1, which changes nothing. */
    public static final Temperature NONE = new Temperature(1);

    /** Checks the value. */
    public Temperature {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("A temperature is a number above 0, but this is " + value + ".");
        }
    }

    /** Fits the temperature of least negative log-likelihood on {@code validation}, in [0.05, 20]. */
    public static Temperature fit(Predictions validation) {
        return new Temperature(new TemperatureFit(validation).best());
    }

    /** Returns this temperature, or {@code coldest} if that is higher. */
    public Temperature atLeast(double coldest) {
        return value < coldest ? new Temperature(coldest) : this;
    }

    /** Returns the geometric mean, which gives twice and half a temperature the same weight. */
    static Temperature mean(List<Temperature> temperatures) {
        return new Temperature(Math.exp(temperatures.stream()
                .mapToDouble(temperature -> Math.log(temperature.value))
                .average()
                .orElse(0)));
    }

    /** Returns the predictions at this temperature, with the same predicted classes. */
    public Predictions apply(Predictions predictions) {
        int[] predicted = predictions.predicted();
        float[][] scaled = new float[predicted.length][];
        for (int i = 0; i < predicted.length; i++) {
            scaled[i] = scale(predictions.probabilities()[i], predicted[i]);
        }
        return new Predictions(predictions.classes(), predictions.truth(), scaled, predictions.patients());
    }

    private float[] scale(float[] probabilities, int top) {
        double[] powers = logRatios(probabilities, probabilities[top]);
        double sum = 0;
        for (int c = 0; c < powers.length; c++) {
            powers[c] = Math.exp(powers[c] / value);
            sum += powers[c];
        }
        float[] scaled = new float[powers.length];
        for (int c = 0; c < powers.length; c++) {
            scaled[c] = (float) (powers[c] / sum);
        }
        return keepFirst(scaled, top);
    }

    /** Keeps the predicted class. A high temperature brings probabilities so near that rounding may make them equal. */
    private static float[] keepFirst(float[] scaled, int top) {
        for (int c = 0; c < top; c++) {
            if (scaled[c] == scaled[top]) {
                scaled[top] = Math.nextUp(scaled[top]);
            }
        }
        return scaled;
    }

    /** Returns log(p / top) of each probability: double[C]. */
    static double[] logRatios(float[] probabilities, float top) {
        double[] logs = new double[probabilities.length];
        Arrays.setAll(logs, c -> Math.log(Math.max(probabilities[c], Float.MIN_VALUE)) - Math.log(top));
        return logs;
    }
}
