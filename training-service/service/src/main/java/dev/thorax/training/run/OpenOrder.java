package dev.thorax.training.run;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;

/**
 * Order that has not ended yet.
 *
 * @param job its keys
 * @param order what to do
 */
public record OpenOrder(JobKeys job, JobOrder order) {
    /** Returns the order as it is kept under its keys. */
    static OpenOrder of(JobOrder order) {
        return new OpenOrder(order.keys(), order);
    }
}
