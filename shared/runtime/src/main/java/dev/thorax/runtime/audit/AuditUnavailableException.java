package dev.thorax.runtime.audit;

/** Thrown if the broker does not acknowledge an audit record, so that the answer must not leave, or nothing may be done. */
public final class AuditUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final String UNRECORDED = "Kafka does not acknowledge the audit record of this request, so ";

    private AuditUnavailableException(String consequence, Throwable cause) {
        super(UNRECORDED + consequence, cause);
    }

    /** Returns the failure of a request that is not done. */
    static AuditUnavailableException undone(Throwable cause) {
        return new AuditUnavailableException("nothing was done; try again in a moment.", cause);
    }

    /** Returns the failure of a request whose answer is withheld. */
    static AuditUnavailableException withheld(AuditedRequest request, Throwable cause) {
        return new AuditUnavailableException(
                request.action().isChange()
                        ? "its answer is withheld, but it may be done; look whether it is before you try again."
                        : "its answer is withheld; try again in a moment.",
                cause);
    }
}
