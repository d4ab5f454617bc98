package dev.thorax.ingest.admission;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Decides which record publishes a scan, so that a scan that comes twice is published once. The first record writes the claim
 * object. A later record of the same scan publishes it only if it is not published yet and the record of the last claim can
 * never publish it, and writes the next claim for that (docs/decisions/0022).
 */
@ApplicationScoped
public class ScanClaims {
    private static final String JSON = "application/json";

    private final ObjectStore store;
    private final PublishedScans published;
    private final Pseudonyms pseudonyms;
    private final PseudonymKeyCheck key;
    private final ScanHistory history;
    private final Clock clock;

    /** Keeps the claims in {@code store}. */
    public ScanClaims(
            ObjectStore store,
            PublishedScans published,
            Pseudonyms pseudonyms,
            PseudonymKeyCheck key,
            ScanHistory history,
            Clock clock) {
        this.store = store;
        this.published = published;
        this.pseudonyms = pseudonyms;
        this.key = key;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Claims the scan's id for its record.
     *
     * @param original SHA-256 of the original as it will be kept, or null if none will
     * @param topics the topics as they are now
     * @throws UnacceptableScanException if the id has other bytes or another patient, or its scan was erased
     */
    Claimed claim(Scan scan, @Nullable String original, ScanTopics topics) throws UnacceptableScanException {
        key.require();
        String patient = pseudonyms.of(scan.patient());
        if (write(StorageKeys.claim(scan.id()), scan, patient, original, topics)) {
            return new Claimed(patient, scan.source(), true);
        }
        ScanClaim first = first(store.get(StorageKeys.claim(scan.id())));
        first.check(scan, patient);
        boolean publishes =
                !published.isMarked(scan.sha256(), scan.id(), topics) && isToBePublished(scan, first, topics);
        return new Claimed(first.patient(), first.sourceOf(scan), publishes);
    }

    /**
     * Checks that the scan's id is free for it, without claiming it. Another record may claim it directly afterwards.
     *
     * @throws UnacceptableScanException if the id has other bytes or another patient
     */
    public void check(Scan scan) throws UnacceptableScanException {
        key.require();
        try {
            first(store.get(StorageKeys.claim(scan.id()))).check(scan, pseudonyms.of(scan.patient()));
        } catch (ObjectMissingException e) {
            // The id is free.
        }
    }

    private static ScanClaim first(byte[] claim) throws UnacceptableScanException {
        if (ErasedScan.isErased(claim)) {
            throw new UnacceptableScanException(
                    RejectionReason.ERASED,
                    "The scan of this id was erased at an operator's order, and its id stays taken; send the picture under"
                            + " another id if it is to be stored again.");
        }
        return Json.read(claim, ScanClaim.class);
    }

    private boolean isToBePublished(Scan scan, ScanClaim first, ScanTopics topics) {
        List<ScanClaim> claims = new ArrayList<>(List.of(first));
        do {
            for (Optional<ScanClaim> next = find(next(scan, claims));
                    next.isPresent();
                    next = find(next(scan, claims))) {
                claims.add(next.get());
            }
            ScanClaim last = claims.get(claims.size() - 1);
            boolean own = last.isOf(scan.origin(), topics);
            if (!own && history.isStillToCome(last, topics)) {
                return false;
            }
            if (isPublished(scan, claims, topics)) {
                published.mark(scan.sha256(), scan.id(), first.patient(), topics);
                return false;
            }
            if (own) {
                return true;
            }
            // Another record may do the same at the same time. One of them writes the claim.
        } while (!write(next(scan, claims), scan, first.patient(), first.original(), topics));
        return true;
    }

    private static String next(Scan scan, List<ScanClaim> claims) {
        return StorageKeys.claim(scan.id(), claims.size() + 1);
    }

    private boolean isPublished(Scan scan, List<ScanClaim> claims, ScanTopics topics) {
        return claims.stream()
                .filter(claim -> claim.mayHavePublishedTo(topics))
                .map(claim -> claim.claimedAt() == null ? Instant.EPOCH : claim.claimedAt())
                .min(Instant::compareTo)
                .map(time -> history.isPublished(scan.id(), time))
                .orElse(false);
    }

    private boolean write(
            String key, Scan scan, @Nullable String patient, @Nullable String original, ScanTopics topics) {
        ScanClaim claim = new ScanClaim(
                scan.origin(),
                scan.sha256(),
                patient,
                topics.source(scan.origin()),
                topics.stored(),
                clock.instant(),
                original,
                scan.source());
        return store.putIfAbsent(key, Json.write(claim), JSON);
    }

    private Optional<ScanClaim> find(String key) {
        try {
            return Optional.of(Json.read(store.get(key), ScanClaim.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /**
     * The valid claim of a scan.
     *
     * @param patient the patient's pseudonym, or null
     * @param source the hospital or site that it comes from, or null
     * @param publishes whether the record is the one that publishes the scan
     */
    record Claimed(@Nullable String patient, @Nullable String source, boolean publishes) {}
}
