package dev.thorax.explain.problem;

/** Thrown if a request cannot be answered; the message is one sentence for a person. */
public final class ExplanationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Kinds of problems with their HTTP status. */
    public enum Reason {
        INVALID_PARAMETER(400, "Invalid parameter"),
        UNKNOWN_CLASS(400, "Unknown class"),
        CLASS_NEEDED(400, "Class needed"),
        UNKNOWN_SCAN(404, "Unknown scan"),
        VERSION_GONE(404, "No such model version"),
        NOT_DIAGNOSED(404, "No diagnosis"),
        NO_LUNGS(404, "No lungs found"),
        UNUSABLE_SCAN(502, "Damaged scan"),
        UNUSABLE_VERSION(502, "Unusable model version"),
        NO_MODEL(503, "No model yet"),
        BUSY(503, "Too busy");

        private final int status;
        private final String title;

        Reason(int status, String title) {
            this.status = status;
            this.title = title;
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }

        /** Returns a title that is the same for every problem of this kind. */
        public String title() {
            return title;
        }
    }

    private final transient Reason reason;

    /**
     * @param reason the kind of problem
     * @param sentence what is wrong, and what to do
     */
    public ExplanationException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    /** Returns the kind of problem. */
    public Reason reason() {
        return reason;
    }
}
