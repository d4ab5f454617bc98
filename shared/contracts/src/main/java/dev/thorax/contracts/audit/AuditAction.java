package dev.thorax.contracts.audit;

/** What a caller did, or wanted to do. */
public enum AuditAction {
    /** Sent a scan by HTTP. */
    SENT,
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
    DECLARED,
    /** Ordered a training. */
    TRAINED,
    /** Ordered the end of a training. */
    CANCELLED,
    /** Ordered a promotion, or the end of a trial. */
    PROMOTED,
    /** Had everything of a patient erased. */
    ERASED,
    /** Was refused before anything was done, with the status 401 or 403. */
    WAS_REFUSED
}
