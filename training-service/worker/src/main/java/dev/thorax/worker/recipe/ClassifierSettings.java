package dev.thorax.worker.recipe;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The classical classifier on a network's features. In a recipe: {@code classifier: {svm: {cost: 0.0001}}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClassifierSettings.Logistic.class, name = "logistic"),
    @JsonSubTypes.Type(value = ClassifierSettings.Softmax.class, name = "softmax"),
    @JsonSubTypes.Type(value = ClassifierSettings.Discriminant.class, name = "discriminant"),
    @JsonSubTypes.Type(value = ClassifierSettings.Svm.class, name = "svm"),
    @JsonSubTypes.Type(value = ClassifierSettings.Forest.class, name = "forest"),
    @JsonSubTypes.Type(value = ClassifierSettings.Neighbours.class, name = "neighbours"),
})
public sealed interface ClassifierSettings {

    /** Returns why it cannot become part of {@code model.onnx} and be promoted, as a clause after a colon; empty if it can. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /**
     * Logistic regression, each class against the rest, with an L2 penalty.
     *
     * @param cost what an error costs against the penalty of half the squared weights (liblinear's C), above 0
     */
    record Logistic(@JsonProperty(required = true) double cost) implements ClassifierSettings {
        public Logistic {
            requireCost("logistic", cost);
        }
    }

    /**
     * Logistic regression of all classes at once (multinomial), with an L2 penalty.
     *
     * @param cost what an error costs against the penalty of half the squared weights, above 0
     */
    record Softmax(@JsonProperty(required = true) double cost) implements ClassifierSettings {
        public Softmax {
            requireCost("softmax", cost);
        }
    }

    /**
     * Linear discriminant analysis with an effect of each source (hospital or site) on the features, so that what is of the source and
     * not of the class counts less. Classes are taken to be equally likely.
     *
     * @param ridge what is added to the variance of each feature, as a share of their mean variance, above 0: the more, the smoother
     * @param sourcePenalty how many scans, with their copies, count against an effect of a source, above 0: of what n scans of a source
     *     show beside their classes, about n / (n + sourcePenalty) is taken for its effect
     */
    record Discriminant(
            @JsonProperty(required = true) double ridge, @JsonProperty(required = true) double sourcePenalty)
            implements ClassifierSettings {
        public Discriminant {
            require(ridge > 0 && Double.isFinite(ridge), "discriminant needs a ridge above 0");
            require(sourcePenalty > 0 && Double.isFinite(sourcePenalty), "discriminant needs a sourcePenalty above 0");
        }
    }

    /**
     * Linear support vector machine with squared hinge loss, each class against the rest, with an L2 penalty.
     *
     * @param cost what an error costs against the penalty of half the squared weights (liblinear's C), above 0
     */
    record Svm(@JsonProperty(required = true) double cost) implements ClassifierSettings {
        public Svm {
            requireCost("svm", cost);
        }
    }

    /**
     * Random forest (Breiman 2001): trees on bootstrap samples, each split on the best of sqrt(F) features drawn by chance.
     *
     * @param trees how many, in [1,10000]
     */
    record Forest(@JsonProperty(required = true) int trees) implements ClassifierSettings {
        public Forest {
            require(trees >= 1 && trees <= 10_000, "forest needs trees in [1,10000]");
        }

        @Override
        public Optional<String> obstacle() {
            return Optional.of("a random forest has no gradient, so no heat map could show where it looked");
        }
    }

    /**
     * The shares of the classes among the nearest training scans, by Euclidean distance.
     *
     * @param neighbours how many, in [1,1000]
     */
    record Neighbours(@JsonProperty(required = true) int neighbours) implements ClassifierSettings {
        public Neighbours {
            require(neighbours >= 1 && neighbours <= 1_000, "neighbours needs neighbours in [1,1000]");
        }

        @Override
        public Optional<String> obstacle() {
            return Optional.of(
                    "nearest neighbours would put the features of every training scan into the model file, and no "
                            + "heat map could show where they looked");
        }
    }

    private static void requireCost(String kind, double cost) {
        require(cost > 0 && Double.isFinite(cost), kind + " needs a cost above 0");
    }

    private static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new IllegalArgumentException(rule);
        }
    }
}
