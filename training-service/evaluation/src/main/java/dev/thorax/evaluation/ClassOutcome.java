package dev.thorax.evaluation;

/**
 * The scores of one class of a version with a gate.
 *
 * @param scans scans of the class
 * @param patients patients of these scans
 * @param found scans of the class that are found, of those that got a class
 * @param foundOfAll the same of all scans of the class, so that one without a class counts as not found
 * @param precision scans of the class, of those that are predicted as it
 * @param falseAlarms scans of other classes that are predicted as it, of those that got a class
 * @param falseAlarmsOfAll the same of all scans of other classes
 * @param undetermined scans of the class that got no class
 */
public record ClassOutcome(
        int scans,
        int patients,
        Proportion found,
        Proportion foundOfAll,
        Proportion precision,
        Proportion falseAlarms,
        Proportion falseAlarmsOfAll,
        Proportion undetermined) {}
