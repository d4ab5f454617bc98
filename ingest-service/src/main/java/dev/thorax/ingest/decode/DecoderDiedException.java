package dev.thorax.ingest.decode;

/** Reports that a decoder process ended without an answer. */
final class DecoderDiedException extends Exception {
    private static final long serialVersionUID = 1;

    private final DecoderFault fault;

    DecoderDiedException(DecoderFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    DecoderFault fault() {
        return fault;
    }
}
