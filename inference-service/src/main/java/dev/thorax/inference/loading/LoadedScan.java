package dev.thorax.inference.loading;

import dev.thorax.contracts.event.ScanStored;

/** What became of one record of a stored scan. */
public sealed interface LoadedScan {

    /**
     * A scan that can be scored.
     *
     * @param event what the record said
     * @param pixels uint8[H,W] as the network takes it, row by row
     */
    record Ready(ScanStored event, byte[] pixels) implements LoadedScan {}

    /**
     * A scan that never can be.
     *
     * @param reason a stable code
     * @param detail one sentence for a person
     */
    record Unscorable(String reason, String detail) implements LoadedScan {}
}
