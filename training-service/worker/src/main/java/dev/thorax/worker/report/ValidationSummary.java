package dev.thorax.worker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.evaluation.ClassOutcome;
import dev.thorax.evaluation.ClassScore;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.OutcomeScore;
import dev.thorax.evaluation.Proportion;

/** Puts the figures of a validation into sentences and rows. Its methods are called by the templates. */
public final class ValidationSummary {
    /** Patients of a class below which its figures say next to nothing. */
    static final int FEWEST_PATIENTS = 30;

    /** Sources that have a row of their own. */
    private static final int MOST_SOURCES = 50;

    private static final int MOST_UNREADABLE = 100;

    private static final String INTERVAL = " (95\u00a0% interval ";

    private final ValidationFigures figures;
    private final OutcomeScore outcome;
    private final ReportFormat words = new ReportFormat();

    ValidationSummary(ValidationFigures figures) {
        this.figures = figures;
        this.outcome = figures.outcome();
    }

    /** Returns what was measured, before everything else. */
    public String measured() {
        if (outcome == null) {
            return "Nothing was measured: none of the scans that count and can be read has a label that is a class of this version.";
        }
        String name = "On " + outcome.scans() + " labelled scans of " + outcome.patients() + " patients of "
                + (figures.order().sources() == null
                        ? "data set " + figures.order().dataset()
                        : String.join(", ", figures.order().sources()))
                + ", the version left " + share(outcome.undetermined()) + " undetermined. ";
        return outcome.right().of() == 0
                ? name + "It gave no scan a class."
                : name + "Of the " + outcome.right().of() + " scans that got a class, " + share(outcome.right())
                        + " got the right one.";
    }

    /** Returns what was measured of each class, a sentence each. */
    public List<String> byClass() {
        List<String> sentences = new ArrayList<>();
        classes()
                .forEach((name, score) -> sentences.add(
                        score.scans() == 0
                                ? name + ": no scan of it, so nobody knows how many it finds; " + alarms(score) + "."
                                : name + ": found in " + share(score.foundOfAll()) + " of all " + score.scans()
                                        + " scans of "
                                        + score.patients() + " patients, in " + share(score.found())
                                        + " of those that got a class; "
                                        + alarms(score) + "."));
        return sentences;
    }

    private String alarms(ClassOutcome score) {
        return score.falseAlarmsOfAll().of() == 0
                ? "no scan is of another class, so its false alarms are not known"
                : "false alarm in " + share(score.falseAlarmsOfAll()) + " of all "
                        + score.falseAlarmsOfAll().of() + " scans without it";
    }

    private String share(Proportion proportion) {
        return proportion.share() == null
                ? ReportFormat.UNKNOWN
                : words.percent(proportion.share()) + INTERVAL + words.interval(proportion.interval()) + ")";
    }

    /** Names the classes of which too few patients are there to conclude anything. */
    public List<String> few() {
        return classes().entrySet().stream()
                .filter(entry -> entry.getValue().patients() < FEWEST_PATIENTS)
                .map(entry -> entry.getKey() + " (" + entry.getValue().patients() + " patients)")
                .toList();
    }

    /** Returns the scores of each class. */
    public Map<String, ClassOutcome> classes() {
        return outcome == null ? Map.of() : outcome.perClass();
    }

    /** Returns the rows of the confusion matrix. */
    public List<ConfusionRow> confusion() {
        List<ConfusionRow> rows = new ArrayList<>();
        for (int c = 0; outcome != null && c < outcome.classes().size(); c++) {
            int[] counts = new int[outcome.table()[c].length];
            for (int k = 0; k < counts.length; k++) {
                counts[k] = (int) outcome.table()[c][k];
            }
            rows.add(ConfusionRow.of(outcome.classes().get(c), counts));
        }
        return rows;
    }

    /** Returns the sources that have a row. */
    public List<ValidationFigures.SourceOutcome> sources() {
        return figures.sources().stream().limit(MOST_SOURCES).toList();
    }

    /** Returns the number of sources without a row. */
    public int moreSources() {
        return Math.max(0, figures.sources().size() - MOST_SOURCES);
    }

    /** Returns the name of a source for people. */
    public String source(@Nullable String source) {
        return source == null ? "without a source" : source;
    }

    /** Returns a reason for people. */
    public String reason(UndeterminedReason reason) {
        return switch (reason) {
            case NO_LUNGS_FOUND -> "No lungs found";
            case UNLIKE_TRAINING_SCANS -> "Unlike the training scans";
            case UNCERTAIN_BETWEEN_CLASSES -> "Too uncertain between classes";
        };
    }

    /** Returns the scores of a class in the version's own report; null if it has none. */
    public @Nullable ClassScore trained(String label) {
        Evaluation trained = figures.trainedScore();
        return trained == null ? null : trained.perClass().get(label);
    }

    /** Returns the first scans that could not be read. */
    public List<ValidationFigures.Unreadable> unreadable() {
        return figures.unreadable().stream().limit(MOST_UNREADABLE).toList();
    }

    /** Returns how many patients are the fewest for a conclusion. */
    public int fewestPatients() {
        return FEWEST_PATIENTS;
    }
}
