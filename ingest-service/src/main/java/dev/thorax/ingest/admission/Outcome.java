package dev.thorax.ingest.admission;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.imaging.format.UnacceptableScanException;

/** The result of a scan's admission. */
public sealed interface Outcome {
    /** The scan is durable. */
    record Stored(ScanStored event) implements Outcome {}

    /** The scan was rejected. */
    record Rejected(UnacceptableScanException why) implements Outcome {}

    /** The scan was stored before, from another record, and this record has nothing new. */
    record Duplicate() implements Outcome {}

    /** The scan was stored before, from another record, and this record put it into a data set or under another label. */
    record Refiled(boolean relabelled) implements Outcome {}
}
