package dev.thorax.ingest.admission;

import dev.thorax.runtime.kafka.TransientFailure;

/** The configured key of pseudonyms is not the one that made the pseudonyms in the object store. No record is its cause. */
public class OtherPseudonymKeyException extends RuntimeException implements TransientFailure {
    private static final long serialVersionUID = 1;

    OtherPseudonymKeyException(String sentence) {
        super(sentence);
    }
}
