package dev.thorax.ingest.admission;

import java.time.Clock;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.runtime.kafka.OutgoingRecords;

/** Makes the records that are published for scans. */
@ApplicationScoped
public class OutcomeRecords {
    private static final String SOURCE = "/thorax/ingest";

    private final Clock clock;

    /** Takes the times of rejections from {@code clock}. */
    public OutcomeRecords(Clock clock) {
        this.clock = clock;
    }

    /** Returns one event, one rejection, or nothing for a scan that was stored before. */
    public Stream<Message<byte[]>> of(Scan scan, Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            ScanStored event = stored.event();
            return Stream.of(OutgoingRecords.event(event, scan.id(), scan.id(), SOURCE, event.storedAt()));
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return Stream.of(rejection(scan, rejected.why()));
        }
        return Stream.empty();
    }

    /** Returns the rejection of a scan, with its bytes as they came. */
    public Message<byte[]> rejection(Scan scan, UnacceptableScanException why) {
        return OutgoingRecords.rejection(
                Topics.SCANS_REJECTED,
                scan.id(),
                scan.bytes(),
                why.reason().code(),
                why.getMessage(),
                scan.origin(),
                clock.instant());
    }
}
