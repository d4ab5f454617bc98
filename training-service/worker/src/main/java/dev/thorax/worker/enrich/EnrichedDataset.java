package dev.thorax.worker.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;

/**
 * A data set with more scans of one class to train on, made from training scans only. What is written down about the data (its
 * digest, its counts, its split) is that of the data set as it was.
 *
 * @param dataset the scans as they were, then the made ones, each with the id and patient of the scan it is made from
 * @param training indices of the training scans as they were, then of the made ones
 */
public record EnrichedDataset(Dataset dataset, int[] training) {

    /**
     * Adds the made scans to a data set.
     *
     * @param training indices of the scans to train on
     * @param enrichment what to make, or null for nothing
     * @throws TrainingException if the data set does not have the class
     */
    public static EnrichedDataset of(Dataset dataset, int[] training, Enrichment enrichment) {
        if (enrichment == null) {
            return new EnrichedDataset(dataset, training);
        }
        int label = label(dataset, enrichment);
        int count = dataset.scans().size();
        int[] sources = Arrays.stream(training)
                .filter(i -> dataset.scans().get(i).label() == label)
                .toArray();
        List<LabelledScan> scans = new ArrayList<>(dataset.scans());
        for (int source : sources) {
            scans.addAll(Collections.nCopies(
                    enrichment.filters().size(), dataset.scans().get(source)));
        }
        EnrichedPixels pixels =
                new EnrichedPixels(dataset.pixels(), count, sources, enrichment.filters(), dataset.input());
        return new EnrichedDataset(
                new Dataset(dataset.name(), dataset.classes(), dataset.input(), List.copyOf(scans), pixels),
                IntStream.concat(Arrays.stream(training), IntStream.range(count, scans.size()))
                        .toArray());
    }

    private static int label(Dataset dataset, Enrichment enrichment) {
        int label = dataset.classes().indexOf(enrichment.label());
        if (label < 0) {
            throw new TrainingException("The recipe enriches class " + enrichment.label() + ", which data set "
                    + dataset.name() + " does not have; it has " + String.join(", ", dataset.classes())
                    + ", so name one of them in the recipe, or leave enrich out.");
        }
        return label;
    }
}
