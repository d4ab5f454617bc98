package dev.thorax.worker.report;

/**
 * How the scans of a validation were selected from a data set.
 *
 * @param dataset scans that the data set had
 * @param asked scans of the sources that were asked for
 * @param learned scans of patients from whom the version, or its lung finder, learned; they do not count
 * @param reported other scans of patients who were held out for the version's own report; they do not count
 * @param counted scans that count
 * @param strangers scans that count and came without a patient, so that each counts as a patient of its own
 * @param digest SHA-256 over the sorted lines {@code label/scanId sha256} of the scans that count, 64 lower-case hex digits
 * @param knowsTraining whether it is known what the version learned from
 * @param knowsFinder whether it is known what its lung finder learned from; true if it has none
 */
public record SelectedScans(
        int dataset,
        int asked,
        Count learned,
        Count reported,
        Count counted,
        int strangers,
        String digest,
        boolean knowsTraining,
        boolean knowsFinder) {
    /**
     * Counts scans.
     *
     * @param scans how many
     * @param patients of how many patients
     */
    public record Count(int scans, int patients) {}
}
