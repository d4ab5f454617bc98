package dev.thorax.inference.loading;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.onnx.lungs.NetworkInput;

/** Result of loading one record of a stored scan. */
public sealed interface LoadedScan {

    /**
     * Scan that can be scored.
     *
     * @param event the record's value
     * @param input what the network sees of it
     */
    record Ready(ScanStored event, NetworkInput input) implements LoadedScan {}

    /** Scan in which no lungs were found, so that a network that sees only these has nothing to score. */
    record WithoutLungs(ScanStored event) implements LoadedScan {}

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
