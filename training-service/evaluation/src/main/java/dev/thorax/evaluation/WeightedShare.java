package dev.thorax.evaluation;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Computes shares of scans that count several times or not at all, as in a bootstrap. */
final class WeightedShare {
    private WeightedShare() {}

    /**
     * Returns the weighted share of {@code what} among {@code whole}, or NaN if {@code whole} has no weight.
     *
     * @param times int[N], how often each scan counts
     */
    static double of(int[] times, IntPredicate what, IntPredicate whole) {
        long count = sum(times, whole);
        return count == 0 ? Double.NaN : (double) sum(times, whole.and(what)) / count;
    }

    private static long sum(int[] times, IntPredicate counted) {
        return IntStream.range(0, times.length)
                .filter(counted)
                .mapToLong(i -> times[i])
                .sum();
    }
}
