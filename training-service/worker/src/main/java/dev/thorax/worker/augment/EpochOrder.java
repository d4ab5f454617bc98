package dev.thorax.worker.augment;

import java.util.SplittableRandom;

/** The order of an epoch. */
final class EpochOrder {
    private EpochOrder() {}

    /** {@code part} in an order drawn by {@code seed} (Fisher and Yates); {@code part} itself stays as it is. */
    static int[] of(int[] part, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = part.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
