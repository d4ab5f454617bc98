package dev.thorax.contracts.worker;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Lease on one turn of a job, as the object store holds it. A replica writes {@code lease-N.json}, its worker
 * {@code worker-N.json}.
 *
 * @param owner the process that holds it
 * @param until when it ends (UTC) if it is not renewed
 * @param continues the turn whose running worker this turn takes over, or null if a new worker starts
 */
public record LeaseRecord(String owner, Instant until, @Nullable Integer continues) {

    /** Returns whether the lease is held at {@code now}. */
    public boolean isAlive(Instant now) {
        return until != null && until.isAfter(now);
    }
}
