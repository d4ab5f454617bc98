package dev.thorax.ingest;

import java.time.Clock;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.events.Outgoing;
import dev.thorax.events.ScanStored;
import dev.thorax.events.Topics;
import dev.thorax.imaging.ImageDecoder;
import dev.thorax.imaging.UnacceptableScan;

/** What is published for a scan. */
@ApplicationScoped
public class Answers {
    private static final String SOURCE = "/thorax/ingest";
    /** The topic takes 35 MiB, with key and headers. */
    private static final int MAX_ECHO_BYTES = ImageDecoder.MAX_BYTES + (1 << 20);

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

    /**
     * The scan's bytes as they came, and why it was refused. Bytes that the topic might not take are left out and
     * described instead: the transaction with the rejection would fail, and the batch come again for ever.
     */
    public Message<byte[]> rejection(Scan scan, UnacceptableScan why) {
        boolean whole = scan.bytes().length <= MAX_ECHO_BYTES;
        return Outgoing.rejection(
                Topics.SCANS_REJECTED,
                scan.id(),
                whole ? scan.bytes() : new byte[0],
                why.reason().code(),
                whole ? why.getMessage() : withoutBytes(why.getMessage(), scan),
                scan.origin(),
                clock.instant());
    }

    private static String withoutBytes(String sentence, Scan scan) {
        return sentence.replaceFirst("\\.$", "") + "; its " + scan.bytes().length + " bytes with SHA-256 "
                + scan.sha256() + " are too many to be kept here.";
    }
}
