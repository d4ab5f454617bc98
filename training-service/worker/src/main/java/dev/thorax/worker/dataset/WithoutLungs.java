package dev.thorax.worker.dataset;

import java.util.List;

/**
 * The scans of a split in which a lung finder found no lungs. No network sees them, and the version leaves such a scan undetermined.
 *
 * @param training those that would be learned from
 * @param validation those that would be calibrated on
 * @param test those that are held out
 */
public record WithoutLungs(List<LabelledScan> training, List<LabelledScan> validation, List<LabelledScan> test) {
    /** Those of a training without a lung finder. */
    public static final WithoutLungs NONE = new WithoutLungs(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public WithoutLungs {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }
}
