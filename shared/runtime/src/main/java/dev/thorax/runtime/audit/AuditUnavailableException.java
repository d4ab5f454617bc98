package dev.thorax.runtime.audit;

/** Thrown if the broker does not acknowledge an audit record, so that the answer must not leave. */
public final class AuditUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final String SENTENCE =
            "Kafka does not acknowledge the audit record of this request, so its answer is withheld; try again in a moment.";

    /** @param cause why there is no acknowledgement */
    AuditUnavailableException(Throwable cause) {
        super(SENTENCE, cause);
    }
}
