package dev.thorax.training.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.thorax.imaging.GreyImage;
import dev.thorax.model.InputSpec;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.LabelledScan;
import dev.thorax.training.problem.CannotTrain;

/**
 * A data set with more scans of one class to train on, made from training scans only; what is written down about the data stays
 * about the data set as it was.
 *
 * @param dataset the scans as they were, then the made ones, each of the patient of the scan it was made from
 * @param training indices of the training scans as they were, then of the made ones
 */
public record Enriched(Dataset dataset, int[] training) {

    /**
     * Makes them.
     *
     * @param training indices of the scans to train on
     * @param enrichment what to make, or null for nothing
     * @throws CannotTrain if the data set does not have the class
     */
    public static Enriched of(Dataset dataset, int[] training, Enrichment enrichment) {
        if (enrichment == null) {
            return new Enriched(dataset, training);
        }
        int label = dataset.classes().indexOf(enrichment.label());
        if (label < 0) {
            throw new CannotTrain(
                    "The recipe enriches class " + enrichment.label() + ", which data set " + dataset.name()
                            + " does not have; it has " + String.join(", ", dataset.classes())
                            + ", so name one of them in the recipe, or leave enrich out.");
        }
        List<LabelledScan> scans = new ArrayList<>(dataset.scans());
        Arrays.stream(training)
                .mapToObj(dataset.scans()::get)
                .filter(scan -> scan.label() == label)
                .forEach(
                        scan -> enrichment.filters().forEach(filter -> scans.add(made(scan, filter, dataset.input()))));
        IntStream made = IntStream.range(dataset.scans().size(), scans.size());
        return new Enriched(
                new Dataset(dataset.name(), dataset.classes(), dataset.input(), List.copyOf(scans)),
                IntStream.concat(Arrays.stream(training), made).toArray());
    }

    private static LabelledScan made(LabelledScan scan, Filter filter, InputSpec input) {
        GreyImage image = new GreyImage(input.width(), input.height(), scan.pixels());
        return new LabelledScan(
                scan.scanId(),
                scan.patient(),
                scan.label(),
                scan.sha256(),
                filter.apply(image).pixels());
    }
}
