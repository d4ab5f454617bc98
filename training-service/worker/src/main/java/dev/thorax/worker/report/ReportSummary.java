package dev.thorax.worker.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.evaluation.ClassScore;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Interval;
import dev.thorax.evaluation.OperatingPoint;
import dev.thorax.evaluation.SourceScore;
import dev.thorax.worker.audit.AuditResult;
import dev.thorax.worker.audit.ShortcutControl;

/** Explains the scores in sentences, each score beside its interval and the controls. Its methods are called by the templates. */
public final class ReportSummary {
    private static final String WHOLE = "WHOLE_IMAGE";
    private static final int FEW = 30;

    private final Evaluation evaluation;
    private final AuditResult audit;
    private final TrainingData data;
    private final boolean unseenSources;
    private final ReportFormat words = new ReportFormat();

    ReportSummary(ReportInput input) {
        this.evaluation = input.evaluation();
        this.audit = input.audit();
        this.data = input.data();
        this.unseenSources = input.heldOut() == HeldOut.SOURCES;
    }

    /** Returns the accuracy with its interval and the best control. */
    public String score() {
        return "Right in " + words.percent(evaluation.accuracy()) + " (95\u00a0% interval "
                + words.interval(evaluation.accuracyInterval()) + ") of " + evaluation.scans()
                + " scans of " + evaluation.patients() + " patients"
                + (unseenSources ? " at sources of which it never saw a scan; " : " that it never saw; ") + beside()
                + "; always naming the commonest class reaches " + words.percent(evaluation.majority()) + ".";
    }

    private String beside() {
        if (best() == null) {
            return "what a network reaches without seeing the lungs is not known";
        }
        return "the best shortcut control, which sees " + best().sees() + ", reaches "
                + words.percent(best().accuracy()) + " (" + words.interval(best().interval()) + ")";
    }

    /** Returns whether the score is evidence that the network reads lungs, in a sentence. */
    public String shortcuts() {
        if (best() == null) {
            return "The shortcut controls were not run for this version, so nobody knows how much of its score the edge of "
                    + "the picture or the file alone would reach. Do not rely on the score.";
        }
        return apart()
                ? "Its interval lies above those of all controls that do not see the lungs. That must be so of a version that "
                        + "reads lungs, but does not prove it: a better network may also be better at shortcuts."
                : "Its interval does not lie above those of all controls that do not see the lungs, so these scans do not "
                        + "show that it reads lungs any better than a shortcut does.";
    }

    /** Returns whether the interval of the version lies above those of all controls; false if that is unknown. */
    public boolean apart() {
        Interval own = evaluation.accuracyInterval();
        return own != null
                && !shortcutControls().isEmpty()
                && shortcutControls().stream()
                        .allMatch(control ->
                                control.interval() != null && control.interval().high() < own.low());
    }

    /** Returns a warning if the source of a scan alone gives classes away, else an empty text. */
    public String toldBySource() {
        return audit == null
                        || audit.sources() == null
                        || audit.sources().toldBySource().isEmpty()
                ? ""
                : "The source of a scan alone tells "
                        + String.join(", ", audit.sources().toldBySource())
                        + " from the other classes: these scans come from other hospitals or sites than the rest. The version "
                        + "may have learned the hospital instead of the disease. It goes to production only by an "
                        + "operator's approval.";
    }

    /** Returns the name of a source for people. */
    public String source(SourceScore score) {
        return score.source() == null ? "without a source" : score.source();
    }

    /** Returns the accuracies of the first screen: the version, the controls, the commonest class. */
    public List<ScaledAccuracy> scale() {
        List<ScaledAccuracy> scale = new ArrayList<>();
        scale.add(new ScaledAccuracy("This version", "", evaluation.accuracy(), evaluation.accuracyInterval(), true));
        if (audit != null) {
            audit.controls()
                    .forEach(control -> scale.add(new ScaledAccuracy(
                            name(control), control.sees(), control.accuracy(), control.interval(), false)));
        }
        scale.add(new ScaledAccuracy("Always the commonest class", "", evaluation.majority(), null, false));
        return scale;
    }

    /** Returns the name of a control for people, e.g. {@code Lungs blacked out}. */
    public String name(ShortcutControl control) {
        String lower = control.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return lower.isEmpty() ? lower : lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    }

    /** Returns the classes whose figures rest on fewer than 30 scans. */
    public List<String> fewScans() {
        return evaluation.perClass().entrySet().stream()
                .filter(score -> score.getValue().support() < FEW)
                .sorted(Comparator.comparingInt((Map.Entry<String, ClassScore> score) ->
                        score.getValue().support()))
                .map(score -> score.getKey() + " (" + score.getValue().support() + ")")
                .toList();
    }

    /** Returns the balanced accuracy of guessing, in (0,1). */
    public double guessing() {
        return 1.0 / evaluation.classes().size();
    }

    /** The operating points of a class: at 95 % specificity, at 95 % sensitivity; null where there is none. */
    public List<OperatingPoint> points(ClassScore score) {
        return Arrays.asList(score.atSpecificity95(), score.atSensitivity95());
    }

    /** Scans of the rarest class of the data set. */
    public int rarest() {
        return Arrays.stream(data.all().scans()).min().orElse(0);
    }

    /** Scans of the commonest class of the data set. */
    public int commonest() {
        return Arrays.stream(data.all().scans()).max().orElse(0);
    }

    /** The confusion matrix, a row for each true class. */
    public List<ConfusionRow> confusion() {
        return IntStream.range(0, evaluation.classes().size())
                .mapToObj(c ->
                        ConfusionRow.of(evaluation.classes().get(c), evaluation.confusion()[c]))
                .toList();
    }

    private ShortcutControl best() {
        return shortcutControls().stream()
                .max(Comparator.comparingDouble(ShortcutControl::accuracy))
                .orElse(null);
    }

    private List<ShortcutControl> shortcutControls() {
        return audit == null
                ? List.of()
                : audit.controls().stream()
                        .filter(control -> !control.name().equals(WHOLE))
                        .toList();
    }
}
