package dev.thorax.worker.recipe;

/**
 * Rule by which training stops before its last epoch.
 *
 * @param patience epochs without improvement of the validation loss after which it stops, at least 1
 * @param minChange by how much the validation loss (nats) must fall to count as improved, at least 0
 */
public record EarlyStopping(int patience, double minChange) {
    public EarlyStopping {
        if (patience < 1 || !(minChange >= 0)) {
            throw new IllegalArgumentException(
                    "earlyStopping needs a patience of at least 1 and a minChange of at least 0");
        }
    }
}
