package dev.thorax.ingest;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.events.EventJson;
import dev.thorax.imaging.UnacceptableScan;
import dev.thorax.imaging.UnacceptableScan.Reason;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.storage.ObjectStore;

/**
 * Makes a scan that was sent twice one scan. The first record of a scan id writes the claim object; only that record is
 * published. A record that is delivered again, after a crash between claim and commit, finds its own origin there and
 * goes on as before.
 */
@ApplicationScoped
public class Claims {
    private final ObjectStore store;

    Claims(ObjectStore store) {
        this.store = store;
    }

    /**
     * Claims the scan's id for its record.
     *
     * @param patient the patient's pseudonym, or null
     * @return the claim that holds: this record's, or that of another one that brought the same bytes before
     * @throws UnacceptableScan if another record brought other bytes under this id
     */
    Claim claim(Scan scan, String patient) throws UnacceptableScan {
        String key = Keys.claim(scan.id());
        Claim mine = new Claim(scan.origin(), scan.sha256(), patient);
        if (store.putIfAbsent(key, EventJson.write(mine), "application/json")) {
            return mine;
        }
        Claim first = EventJson.read(store.get(key), Claim.class);
        first.check(scan);
        return first;
    }

    /**
     * Looks, without claiming anything, whether the scan's id is still free for it; another record may take it the
     * moment after.
     *
     * @throws UnacceptableScan if a record brought other bytes under this id
     */
    public void check(Scan scan) throws UnacceptableScan {
        Optional<Claim> first = find(Keys.claim(scan.id()));
        if (first.isPresent()) {
            first.get().check(scan);
        }
    }

    private Optional<Claim> find(String key) {
        try {
            return Optional.of(EventJson.read(store.get(key), Claim.class));
        } catch (ObjectMissing e) {
            return Optional.empty();
        }
    }

    /**
     * The claim object.
     *
     * @param origin the record that made the scan: {@code topic-partition@offset}
     * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
     * @param patient the patient's pseudonym, or null
     */
    record Claim(String origin, String sha256, String patient) {
        boolean isOf(Scan scan) {
            return origin.equals(scan.origin());
        }

        private void check(Scan scan) throws UnacceptableScan {
            if (!sha256.equals(scan.sha256())) {
                throw new UnacceptableScan(
                        Reason.ID_TAKEN,
                        "Another scan with other bytes has this id already; give each scan its own id and send it again.");
            }
        }
    }
}
