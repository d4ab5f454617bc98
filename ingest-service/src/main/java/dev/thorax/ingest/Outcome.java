package dev.thorax.ingest;

import dev.thorax.events.ScanStored;
import dev.thorax.imaging.UnacceptableScan;

/** What became of a scan. */
sealed interface Outcome {
    /** It is durable. */
    record Stored(ScanStored event) implements Outcome {}

    /** It was refused. */
    record Rejected(UnacceptableScan why) implements Outcome {}

    /** It was stored before, from another record, and this one says nothing new. */
    record Duplicate() implements Outcome {}

    /** It was stored before, from another record, and this one put it into a data set or under another label. */
    record Refiled(boolean relabelled) implements Outcome {}
}
