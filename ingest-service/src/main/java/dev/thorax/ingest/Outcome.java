package dev.thorax.ingest;

import dev.thorax.events.ScanStored;
import dev.thorax.imaging.UnacceptableScan;

/** What became of a scan. */
sealed interface Outcome {
    /** It is durable. */
    record Stored(ScanStored event) implements Outcome {}

    /** It was refused. */
    record Rejected(UnacceptableScan why) implements Outcome {}

    /** It was stored before, from another record. */
    record Duplicate() implements Outcome {}
}
