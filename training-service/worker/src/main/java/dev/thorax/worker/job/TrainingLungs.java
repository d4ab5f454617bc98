package dev.thorax.worker.job;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.WithoutLungs;
import dev.thorax.worker.lungs.FetchedLungs;

/**
 * The lung finder of a training, and what it makes of the data set.
 *
 * @param fetched the lung finder
 * @param all all scans, with and without lungs
 * @param splits the splits of {@code all}
 * @param without the scans without lungs, of each split
 */
public record TrainingLungs(FetchedLungs fetched, Dataset all, List<Split> splits, List<WithoutLungs> without) {
    /** Copies the lists. */
    public TrainingLungs {
        splits = List.copyOf(splits);
        without = List.copyOf(without);
    }

    /** Returns the patients of {@code dataset} from whom the lung finder learned. */
    static Set<String> learnedFrom(FetchedLungs fetched, Dataset dataset) {
        Set<String> learned = Set.copyOf(fetched.frozen().learned());
        return dataset.scans().stream()
                .filter(scan -> learned.contains(scan.scanId()))
                .map(LabelledScan::patient)
                .collect(Collectors.toSet());
    }

    /** Returns the first splits only. */
    TrainingLungs first(int count) {
        return new TrainingLungs(fetched, all, splits.subList(0, count), without.subList(0, count));
    }
}
