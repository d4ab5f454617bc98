package dev.thorax.worker.audit;

import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Interval;

/**
 * The score of a simple model on the scans that a version is scored on.
 *
 * @param name WHOLE_IMAGE, FRAME_ONLY, LUNGS_BLACKED_OUT, METADATA_ONLY or SOURCE_ONLY
 * @param sees what it sees, in words
 * @param accuracy share of the scans that are right, in [0,1]
 * @param interval 95 % bootstrap interval of it, over patients
 * @param balancedAccuracy mean recall over the classes that have a scan, in [0,1]
 */
public record ShortcutControl(String name, String sees, double accuracy, Interval interval, double balancedAccuracy) {

    static ShortcutControl of(ControlInput view, Evaluation evaluation) {
        return new ShortcutControl(
                view.name(),
                view.sees(),
                evaluation.accuracy(),
                evaluation.accuracyInterval(),
                evaluation.balancedAccuracy());
    }
}
