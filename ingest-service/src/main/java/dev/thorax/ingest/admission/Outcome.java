package dev.thorax.ingest.admission;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.imaging.format.UnacceptableScanException;

/** What became of a scan. */
public sealed interface Outcome {
    /** It is durable. */
    record Stored(ScanStored event) implements Outcome {}

    /** It was refused. */
    record Rejected(UnacceptableScanException why) implements Outcome {}

    /** It was stored before, from another record, and this one says nothing new. */
    record Duplicate() implements Outcome {}

    /** It was stored before, from another record, and this one put it into a data set or under another label. */
    record Refiled(boolean relabelled) implements Outcome {}
}
