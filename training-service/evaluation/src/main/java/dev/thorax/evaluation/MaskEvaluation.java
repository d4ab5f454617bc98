package dev.thorax.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The scores of masks on scans of held-out patients.
 *
 * @param scans scans that were scored
 * @param patients their patients
 * @param dice mean Dice coefficient of the scans, in [0,1]
 * @param diceInterval its 95 % interval over patients
 * @param medianDice median of the scans
 * @param worstDice lowest of the scans
 * @param found share of the scans in which a pair of lungs was found, in [0,1]
 * @param foundInterval its 95 % interval over patients
 * @param millisecondsPerScan time that the exported network and the search take for one scan, alone on the machine that trained
 * @param perScan the score of each scan, the worst first
 */
public record MaskEvaluation(
        int scans,
        int patients,
        double dice,
        Interval diceInterval,
        double medianDice,
        double worstDice,
        double found,
        Interval foundInterval,
        double millisecondsPerScan,
        List<MaskScore> perScan) {
    /** Copies the list. */
    public MaskEvaluation {
        perScan = List.copyOf(perScan);
    }

    /**
     * Evaluates scores.
     *
     * @param scores one for each scan, at least one
     * @param patients the patient of each scan
     * @param seed decides the draws of the bootstrap
     */
    public static MaskEvaluation of(
            List<MaskScore> scores, List<String> patients, double millisecondsPerScan, long seed) {
        PatientBootstrap bootstrap = new PatientBootstrap(patients, seed);
        double[] sorted = scores.stream().mapToDouble(MaskScore::dice).sorted().toArray();
        int middle = sorted.length / 2;
        int[] once = scores.stream().mapToInt(score -> 1).toArray();
        ToDoubleFunction<int[]> dice = times -> mean(scores, times, MaskScore::dice);
        ToDoubleFunction<int[]> found = times -> mean(scores, times, score -> score.found() ? 1 : 0);
        return new MaskEvaluation(
                scores.size(),
                (int) patients.stream().distinct().count(),
                dice.applyAsDouble(once),
                bootstrap.interval(dice),
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
                sorted[0],
                found.applyAsDouble(once),
                bootstrap.interval(found),
                millisecondsPerScan,
                scores.stream()
                        .sorted(Comparator.comparingDouble(MaskScore::dice))
                        .toList());
    }

    private static double mean(List<MaskScore> scores, int[] times, ToDoubleFunction<MaskScore> figure) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            sum += times[i] * figure.applyAsDouble(scores.get(i));
            count += times[i];
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
