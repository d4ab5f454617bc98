package dev.thorax.ingest.admission;

import java.time.Clock;
import java.util.Optional;

import dev.thorax.storage.ObjectStore;

/** Builds the parts of an admission on a store, with a secret key for tests. */
public final class ClaimsFixture {
    /** Pseudonyms under the key of tests. */
    public static final Pseudonyms PSEUDONYMS = new Pseudonyms(() -> Optional.of("only-for-tests-0123456789"));

    private ClaimsFixture() {}

    /** Returns claims in {@code store}. */
    public static ScanClaims claims(ObjectStore store, ScanHistory history, Clock clock) {
        return new ScanClaims(
                store,
                new PublishedScans(store),
                PSEUDONYMS,
                new PseudonymKeyCheck(store, PSEUDONYMS, () -> {}),
                history,
                clock);
    }
}
