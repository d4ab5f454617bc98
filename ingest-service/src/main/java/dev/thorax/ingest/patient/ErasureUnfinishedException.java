package dev.thorax.ingest.patient;

/** An ordered erasure could not go on. It is tried again. */
final class ErasureUnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ErasureUnfinishedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
