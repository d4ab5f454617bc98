package dev.thorax.worker.classifier;

import java.util.function.DoubleConsumer;

import dev.thorax.engine.torch.DiscriminantProblem;
import dev.thorax.engine.torch.TorchDiscriminant;
import dev.thorax.worker.recipe.ClassifierSettings.Discriminant;

/**
 * Linear discriminant analysis with an effect of each source, over standardised features. What the scans of a source have in common is not
 * taken for a sign of their class, as far as other sources, or other classes of that source, show it (decision 45).
 */
final class LinearDiscriminant {

    private LinearDiscriminant() {}

    /**
     * Fits it to {@code examples}. The result takes features as they are. Classes are taken to be equally likely; weights do not count.
     *
     * @param progress receives which share is done, in [0,1]
     * @throws InterruptedException if the thread was interrupted
     */
    static LinearClassifier fit(
            LabelledFeatures examples, FeatureScaler scaler, Discriminant settings, DoubleConsumer progress)
            throws InterruptedException {
        DiscriminantProblem problem = new DiscriminantProblem(
                i -> LinearClassifier.floats(scaler.apply(examples.features()[i])),
                scaler.features(),
                examples.labels(),
                examples.classWeights().length,
                examples.sources(),
                settings.ridge(),
                settings.sourcePenalty());
        return LinearClassifier.of(TorchDiscriminant.fit(problem, progress), scaler.features(), scaler);
    }
}
