package dev.thorax.ingest.admission;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.ingest.dataset.DatasetFiler;
import dev.thorax.ingest.source.DeviceSources;
import dev.thorax.storage.ObjectStore;

/** Builds the parts of an admission on a store, with a secret key for tests. */
public final class ClaimsFixture {
    /** Pseudonyms under the key of tests. */
    public static final Pseudonyms PSEUDONYMS = new Pseudonyms(() -> Optional.of("only-for-tests-0123456789"));

    private ClaimsFixture() {}

    /** Returns a check of the key of tests. */
    public static PseudonymKeyCheck keyCheck(ObjectStore store) {
        return new PseudonymKeyCheck(store, PSEUDONYMS, () -> {});
    }

    /** Returns an admission to {@code store} that decodes in this process and knows no device. */
    public static Admission admission(ObjectStore store, ScanHistory history, Clock clock) {
        return admission(store, history, clock, new DeviceSources(List.of()));
    }

    /** Returns the same with the sources of devices. */
    static Admission admission(ObjectStore store, ScanHistory history, Clock clock, DeviceSources sources) {
        return new Admission(
                store,
                ImageDecoder::decode,
                claims(store, history, clock),
                new ScanMasks(ImageDecoder::decodeMask, store),
                new ScanPointers(store),
                new DatasetFiler(store),
                new SenderMarks(store),
                sources,
                clock);
    }

    /** Returns claims in {@code store}. */
    public static ScanClaims claims(ObjectStore store, ScanHistory history, Clock clock) {
        return new ScanClaims(store, new PublishedScans(store), PSEUDONYMS, keyCheck(store), history, clock);
    }
}
