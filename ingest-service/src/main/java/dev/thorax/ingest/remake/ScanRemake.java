package dev.thorax.ingest.remake;

import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.admission.CanonicalImages;
import dev.thorax.ingest.dataset.DatasetFiler;
import dev.thorax.ingest.decode.ScanDecoder;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Makes the canonical image of one scan anew from its original, if the current version of the making did not give it. Doing it
 * again has the same effect.
 *
 * <p>The image names its versions itself and is written at once, before the metadata of its data sets. So whoever reads both in
 * between finds that they differ, and takes no image for another (docs/decisions/0021).
 */
final class ScanRemake {
    private static final Logger LOG = Logger.getLogger(ScanRemake.class);

    private final ObjectStore store;
    private final ScanDecoder decoder;
    private final DatasetFiler filer;

    ScanRemake(ObjectStore store, ScanDecoder decoder, DatasetFiler filer) {
        this.store = store;
        this.decoder = decoder;
        this.filer = filer;
    }

    /** What became of the image of a scan. */
    enum Outcome {
        /** It was made anew, or its metadata was. */
        MADE,
        /** It was of the current version. */
        KEPT,
        /** It stays as it was, because its original is missing, not that of the scan, or refused. */
        REFUSED
    }

    /**
     * The part of a claim that is read here.
     *
     * @param sha256 of the file as it came, which earlier releases kept
     * @param original SHA-256 of the file without metadata; null in claims of earlier releases
     */
    private record Claim(String sha256, @Nullable String original) {
        private boolean isOf(byte[] file) {
            String found = Sha256.of(file);
            return found.equals(original) || found.equals(sha256);
        }
    }

    /**
     * Makes the image of a scan anew if that is needed.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer; the scan must be taken again
     */
    Outcome remake(String scanId) {
        Optional<CanonicalVersions> stored = stored(scanId);
        if (stored.filter(ScanRemake::isCurrent).isPresent()
                && filer.pointers(scanId).values().stream().allMatch(ScanRemake::isCurrent)) {
            return Outcome.KEPT;
        }
        try {
            byte[] original = store.get(StorageKeys.original(scanId));
            Claim claim = Json.read(store.get(StorageKeys.claim(scanId)), Claim.class);
            if (!claim.isOf(original)) {
                return refused(scanId, "original-differs", "The original is not the file that the scan was made of.");
            }
            write(scanId, stored, original, decoder.decode(original));
            return Outcome.MADE;
        } catch (UnacceptableScanException e) {
            return refused(scanId, e.reason().code(), e.getMessage());
        } catch (ObjectMissingException e) {
            return refused(scanId, "object-missing", e.getMessage());
        } catch (ObjectCorruptException e) {
            return refused(scanId, "object-corrupt", e.getMessage());
        } catch (Json.UnreadableEventException e) {
            return refused(scanId, "claim-unreadable", e.getMessage());
        }
    }

    private void write(String scanId, Optional<CanonicalVersions> stored, byte[] original, DecodedScan decoded) {
        boolean changes =
                stored.isEmpty() || !decoded.canonical().include(stored.get().to());
        // Twice: of what a service computes in between, it drops what it computed of the old image.
        deleteExplanations(scanId, changes);
        store.put(StorageKeys.image(scanId), CanonicalImages.png(decoded), CanonicalImages.PNG);
        deleteExplanations(scanId, changes);
        for (Map.Entry<String, ScanPointer> pointer : filer.pointers(scanId).entrySet()) {
            ScanMetadata before = pointer.getValue().metadata();
            // The file as it came may have had more bytes than what is kept of it.
            int bytes = before == null ? original.length : before.bytes();
            String source = before == null ? null : before.source();
            String mask = before == null ? null : before.mask();
            filer.put(
                    pointer.getKey(),
                    pointer.getValue()
                            .withMetadata(CanonicalImages.metadata(bytes, decoded, source)
                                    .withMask(mask)));
        }
    }

    private void deleteExplanations(String scanId, boolean changes) {
        if (changes) {
            store.list(StorageKeys.explanations(scanId)).forEach(store::delete);
        }
    }

    private Optional<CanonicalVersions> stored(String scanId) {
        try {
            return Optional.of(CanonicalImage.versions(store.get(StorageKeys.image(scanId))));
        } catch (ObjectMissingException | ObjectCorruptException e) {
            return Optional.empty();
        }
    }

    private static boolean isCurrent(ScanPointer pointer) {
        return pointer.metadata() != null && isCurrent(pointer.metadata().canonical());
    }

    private static boolean isCurrent(@Nullable CanonicalVersions versions) {
        return versions != null && versions.include(CanonicalImage.VERSION);
    }

    private static Outcome refused(String scanId, String reason, String cause) {
        LOG.warnf(
                "A canonical image cannot be made anew and stays as it was scanId=%s reason=%s cause=\"%s\"",
                scanId, reason, cause);
        return Outcome.REFUSED;
    }
}
