package dev.thorax.inference.loading;

import dev.thorax.contracts.event.ScanStored;

/** Result of loading one record of a stored scan. */
public sealed interface LoadedScan {

    /**
     * Scan that can be scored.
     *
     * @param event the record's value
     * @param pixels uint8[H,W] as the network takes it, row by row
     */
    record Ready(ScanStored event, byte[] pixels) implements LoadedScan {}

    /**
     * Scan that can never be scored.
     *
     * @param reason a stable code
     * @param detail one sentence for a person
     */
    record Unscorable(String reason, String detail) implements LoadedScan {}

    /** Scan that was erased, so that it gets no answer. */
    record Erased() implements LoadedScan {}

    /** Scan that has a diagnosis for the same event already, so that it gets no other. */
    record AlreadyDiagnosed() implements LoadedScan {}
}
