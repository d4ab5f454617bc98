package dev.thorax.contracts.audit;

/** What a caller did, or wanted to do. */
public enum AuditAction {
    /** Sent a scan by HTTP. */
    SENT(true),
    /** Read the diagnosis of a scan. */
    LOOKED_AT_DIAGNOSIS,
    /** Read the picture of a scan. */
    LOOKED_AT_PICTURE,
    /** Read a heat map, as a picture or as numbers. */
    LOOKED_AT_HEAT_MAP,
    /** Read a file of a version, such as its report with pictures of scans. */
    LOOKED_AT_REPORT,
    /** Read a list of diagnoses, or what is held of a patient. */
    LISTED,
    /** Opened a stream of diagnoses, or was sent some by it. */
    FOLLOWED,
    /** Declared the classes of a data set. */
    DECLARED(true),
    /** Ordered a training. */
    TRAINED(true),
    /** Ordered the end of a training. */
    CANCELLED(true),
    /** Ordered a promotion, or the end of a trial. */
    PROMOTED(true),
    /** Ordered a validation of a version. */
    VALIDATED(true),
    /** Had everything of a patient erased. */
    ERASED(true),
    /** Was refused before anything was done: without a role, from another host, too often, too slowly, or unreadable. */
    WAS_REFUSED;

    private final boolean isChange;

    AuditAction() {
        this(false);
    }

    AuditAction(boolean isChange) {
        this.isChange = isChange;
    }

    /** Returns whether it changes something, so that a record must exist before it begins. */
    public boolean isChange() {
        return isChange;
    }
}
