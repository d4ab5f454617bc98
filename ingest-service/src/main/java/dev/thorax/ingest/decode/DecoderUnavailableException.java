package dev.thorax.ingest.decode;

import dev.thorax.runtime.kafka.TransientFailure;

/** Reports that no decoder process can be started. The scan is not at fault. */
public final class DecoderUnavailableException extends RuntimeException implements TransientFailure {
    private static final long serialVersionUID = 1;

    /** Creates an exception with a sentence for a person. */
    public DecoderUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
