package dev.thorax.ingest;

import java.time.Clock;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.events.Outgoing;
import dev.thorax.events.ScanStored;
import dev.thorax.events.Topics;
import dev.thorax.imaging.UnacceptableScan;

/** What is published for a scan. */
@ApplicationScoped
public class Answers {
    private static final String SOURCE = "/thorax/ingest";

    private final Clock clock;

    Answers(Clock clock) {
        this.clock = clock;
    }

    /** One event, one rejection, or nothing for a scan that was stored before. */
    Stream<Message<byte[]>> to(Scan scan, Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            ScanStored event = stored.event();
            return Stream.of(Outgoing.event(event, scan.id(), scan.id(), SOURCE, event.storedAt()));
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return Stream.of(rejection(scan, rejected.why()));
        }
        return Stream.empty();
    }

    /** The scan's bytes as they came, and why it was refused. */
    public Message<byte[]> rejection(Scan scan, UnacceptableScan why) {
        return Outgoing.rejection(
                Topics.SCANS_REJECTED,
                scan.id(),
                scan.bytes(),
                why.reason().code(),
                why.getMessage(),
                scan.origin(),
                clock.instant());
    }
}
