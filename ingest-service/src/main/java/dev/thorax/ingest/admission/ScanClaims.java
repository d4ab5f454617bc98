package dev.thorax.ingest.admission;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Gives each scan id to the first record that brings it, so that a scan that was sent twice is published once. The first
 * record writes the claim object. If it is delivered again, after a crash between claim and commit, it finds its own
 * origin there and is processed as before.
 */
@ApplicationScoped
public class ScanClaims {
    private final ObjectStore store;

    /** Keeps the claims in {@code store}. */
    public ScanClaims(ObjectStore store) {
        this.store = store;
    }

    /**
     * Claims the scan's id for its record.
     *
     * @param patient the patient's pseudonym, or null
     * @return the valid claim: this record's, or that of another one that brought the same bytes before
     * @throws UnacceptableScanException if another record brought other bytes under this id
     */
    Claim claim(Scan scan, String patient) throws UnacceptableScanException {
        String key = StorageKeys.claim(scan.id());
        Claim mine = new Claim(scan.origin(), scan.sha256(), patient);
        if (store.putIfAbsent(key, Json.write(mine), "application/json")) {
            return mine;
        }
        Claim first = Json.read(store.get(key), Claim.class);
        first.check(scan);
        return first;
    }

    /**
     * Checks that the scan's id is free for it, without claiming it. Another record may claim it directly afterwards.
     *
     * @throws UnacceptableScanException if a record brought other bytes under this id
     */
    public void check(Scan scan) throws UnacceptableScanException {
        Optional<Claim> first = find(StorageKeys.claim(scan.id()));
        if (first.isPresent()) {
            first.get().check(scan);
        }
    }

    private Optional<Claim> find(String key) {
        try {
            return Optional.of(Json.read(store.get(key), Claim.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /**
     * The content of a claim object.
     *
     * @param origin the record that made the scan: {@code topic-partition@offset}
     * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
     * @param patient the patient's pseudonym, or null
     */
    record Claim(String origin, String sha256, String patient) {
        boolean isOf(Scan scan) {
            return origin.equals(scan.origin());
        }

        private void check(Scan scan) throws UnacceptableScanException {
            if (!sha256.equals(scan.sha256())) {
                throw new UnacceptableScanException(
                        RejectionReason.ID_TAKEN,
                        "Another scan with other bytes has this id already; give each scan its own id and send it again.");
            }
        }
    }
}
