package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import dev.thorax.evaluation.OutcomeTable.Cells;

/**
 * The scores of a version with a gate, both among the scans that got a class and among all scans. Intervals are 95 % intervals over
 * patients.
 *
 * @param scans number of scans
 * @param patients number of their patients
 * @param undetermined scans that got no class
 * @param right scans that got the right class, of those that got one
 * @param rightOfAll scans that got the right class, of all
 * @param balancedAccuracy mean over classes of the share found among scans with a class, in [0,1]; null if a class has none
 * @param balancedAccuracyInterval interval of it; null with it
 * @param perClass the scores of each class
 * @param table long[C][C+1]: rows are true classes, columns predicted ones, the last column the scans without a class
 * @param classes the order of its rows and columns
 */
public record OutcomeScore(
        int scans,
        int patients,
        Proportion undetermined,
        Proportion right,
        Proportion rightOfAll,
        Double balancedAccuracy,
        Interval balancedAccuracyInterval,
        Map<String, ClassOutcome> perClass,
        long[][] table,
        List<String> classes) {

    /**
     * Scores outcomes.
     *
     * @param seed seed of the bootstrap
     */
    public static OutcomeScore of(Outcomes outcomes, long seed) {
        return new Scorer(outcomes, seed).score();
    }

    /** Scores one set of outcomes by its own table and by those of the draws. */
    private static final class Scorer {
        private final Outcomes outcomes;
        private final int classes;
        private final OutcomeTable table;
        private final List<OutcomeTable> draws;

        Scorer(Outcomes outcomes, long seed) {
            this.outcomes = outcomes;
            this.classes = outcomes.classes().size();
            int[] once = new int[outcomes.truth().length];
            Arrays.fill(once, 1);
            this.table = OutcomeTable.count(outcomes, once);
            this.draws = new PatientBootstrap(outcomes.patients(), seed)
                    .draws(weights -> OutcomeTable.count(outcomes, weights));
        }

        OutcomeScore score() {
            Cells all = (truth, predicted) -> true;
            Cells right = (truth, predicted) -> truth == predicted;
            Map<String, ClassOutcome> perClass = new LinkedHashMap<>();
            for (int c = 0; c < classes; c++) {
                perClass.put(outcomes.classes().get(c), of(c));
            }
            boolean[] present = new boolean[classes];
            Arrays.stream(outcomes.truth()).forEach(c -> present[c] = true);
            ToDoubleFunction<OutcomeTable> balanced = drawn -> drawn.balancedAccuracy(present);
            double balancedAccuracy = balanced.applyAsDouble(table);
            boolean isKnown = !Double.isNaN(balancedAccuracy);
            return new OutcomeScore(
                    outcomes.truth().length,
                    patients(all),
                    proportion(this::isWithout, all),
                    proportion(right, this::isCalled),
                    proportion(right, all),
                    isKnown ? balancedAccuracy : null,
                    isKnown ? PatientBootstrap.percentiles(draws.stream().mapToDouble(balanced)) : null,
                    perClass,
                    table.counts(),
                    outcomes.classes());
        }

        private ClassOutcome of(int c) {
            Cells own = (truth, predicted) -> truth == c;
            Cells others = (truth, predicted) -> truth != c;
            Cells named = (truth, predicted) -> predicted == c;
            return new ClassOutcome(
                    (int) table.sum(own),
                    patients(own),
                    proportion(named, own.and(this::isCalled)),
                    proportion(named, own),
                    proportion(own, named),
                    proportion(named, others.and(this::isCalled)),
                    proportion(named, others),
                    proportion(this::isWithout, own));
        }

        private boolean isWithout(int truth, int predicted) {
            return predicted == classes;
        }

        private boolean isCalled(int truth, int predicted) {
            return predicted < classes;
        }

        private Proportion proportion(Cells part, Cells whole) {
            Cells both = whole.and(part);
            Interval drawn = PatientBootstrap.percentiles(
                    draws.stream().mapToDouble(draw -> (double) draw.sum(both) / draw.sum(whole)));
            return Proportion.of(table.sum(both), table.sum(whole), patients(whole), drawn);
        }

        private int patients(Cells cells) {
            return (int) IntStream.range(0, outcomes.truth().length)
                    .filter(i -> cells.has(outcomes.truth()[i], outcomes.column(i)))
                    .mapToObj(outcomes.patients()::get)
                    .distinct()
                    .count();
        }
    }
}
