package dev.thorax.ingest.admission;

import java.time.Clock;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.ScanRejected;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.runtime.kafka.OutgoingRecords;

/** Makes the records that are published for scans. */
@ApplicationScoped
public class OutcomeRecords {
    /** The source of the events of ingest. */
    public static final String SOURCE = "/thorax/ingest";

    private final RejectedFiles files;
    private final Clock clock;

    /** Keeps the files of rejected scans in {@code files}, and takes the times of rejections from {@code clock}. */
    public OutcomeRecords(RejectedFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /**
     * Returns one event, one rejection, or nothing for a scan that was stored before.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the file of a rejected scan cannot be kept now
     */
    public Stream<Message<byte[]>> of(Scan scan, Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            ScanStored event = stored.event();
            return Stream.of(stored(event));
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return Stream.of(rejection(scan, rejected.why()));
        }
        return Stream.empty();
    }

    /** Returns the event of a stored scan. It has the same id each time. */
    public static Message<byte[]> stored(ScanStored event) {
        return OutgoingRecords.event(event, event.scanId(), event.scanId(), SOURCE, event.storedAt());
    }

    /**
     * Keeps the file of a rejected scan, and then returns the rejection, which refers to it. The file of an erased scan is not kept
     * again.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the file cannot be kept now; the scan must come again
     */
    public Message<byte[]> rejection(Scan scan, UnacceptableScanException why) {
        ScanRejected event = new ScanRejected(
                scan.id(),
                why.reason() == RejectionReason.ERASED ? null : files.keep(scan).orElse(null),
                scan.bytes().length,
                scan.sha256(),
                why.reason().code(),
                why.getMessage(),
                scan.origin(),
                clock.instant());
        return OutgoingRecords.rejection(event, SOURCE);
    }
}
