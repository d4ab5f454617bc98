package dev.thorax.evaluation;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A share of scans with its interval.
 *
 * @param count scans that are meant
 * @param of scans among which they are counted
 * @param patients patients of these
 * @param share count divided by of, in [0,1]; null if there are none to count among
 * @param interval 95 % interval of it, over patients; null with {@code share}. By the bootstrap, or, if all scans agree, which a bootstrap
 *     takes for certainty, the exact one by the number of patients (Clopper and Pearson 1934)
 */
public record Proportion(long count, long of, int patients, Double share, Interval interval) {
    private static final double TAIL = (1 - PatientBootstrap.LEVEL) / 2;

    /** @param drawn bootstrap interval of the share, or null */
    static Proportion of(long count, long of, int patients, Interval drawn) {
        if (of == 0) {
            return new Proportion(count, of, patients, null, null);
        }
        double bound = Math.pow(TAIL, 1.0 / patients);
        Interval interval = drawn;
        if (count == 0) {
            interval = new Interval(0, 1 - bound, PatientBootstrap.LEVEL);
        } else if (count == of) {
            interval = new Interval(bound, 1, PatientBootstrap.LEVEL);
        }
        return new Proportion(count, of, patients, (double) count / of, interval);
    }

    /**
     * Returns the share of scans that are meant.
     *
     * @param patients the patient of each scan
     * @param isMeant whether the scan of an index is meant
     * @param seed seed of the bootstrap
     */
    public static Proportion of(List<String> patients, IntPredicate isMeant, long seed) {
        int[] meant = IntStream.range(0, patients.size()).filter(isMeant).toArray();
        Interval drawn = patients.isEmpty()
                ? null
                : new PatientBootstrap(patients, seed).interval(weights -> share(weights, meant));
        return of(
                meant.length,
                patients.size(),
                (int) patients.stream().distinct().count(),
                drawn);
    }

    private static double share(int[] weights, int[] meant) {
        long count = 0;
        for (int i : meant) {
            count += weights[i];
        }
        return (double) count / IntStream.of(weights).asLongStream().sum();
    }
}
