package dev.thorax.worker.recipe;

/**
 * Keras's {@code ReduceLROnPlateau}: the learning rate falls where the validation loss no longer does.
 *
 * @param factor what the learning rate is multiplied by, in (0,1)
 * @param patience epochs without improvement after which it falls, at least 1
 * @param minChange by how much the validation loss (nats) must fall to count as improved, at least 0
 * @param floor the learning rate falls no lower, at least 0
 */
public record ReduceOnPlateau(double factor, int patience, double minChange, double floor) {
    public ReduceOnPlateau {
        if (!(factor > 0 && factor < 1) || patience < 1 || !(minChange >= 0) || !(floor >= 0)) {
            throw new IllegalArgumentException(
                    "plateau needs a factor in (0,1), a patience of at least 1, a minChange and a floor of at least 0");
        }
    }
}
