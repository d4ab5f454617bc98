package dev.thorax.contracts.topic;

/** The Kafka topics of Thorax. Every record is keyed; events are CloudEvents 1.0 in binary mode with JSON data. */
public final class Topics {
    /** Key: the device's scan id. Value: the image file itself. The own topics of devices ({@link DeviceTopics}) have the same records. */
    public static final String SCANS = "thorax.scans";
    /** Key: scan id. Value: {@link dev.thorax.contracts.event.ScanStored}. */
    public static final String SCANS_STORED = "thorax.scans.stored";
    /** Key: scan id. Value: {@link dev.thorax.contracts.event.ScanErased}. */
    public static final String SCANS_ERASED = "thorax.scans.erased";
    /** Key: scan id. Value: the original bytes; the headers of {@link RejectionHeaders} say why. */
    public static final String SCANS_REJECTED = "thorax.scans.rejected";
    /** Key: scan id. Value: {@link dev.thorax.contracts.event.Diagnosis}. */
    public static final String DIAGNOSES = "thorax.diagnoses";
    /** Key: scan id. Value: the {@link dev.thorax.contracts.event.ScanStored} that could not be scored; headers as for a rejected scan. */
    public static final String DIAGNOSES_FAILED = "thorax.diagnoses.failed";
    /** Key: scan id. Value: {@link dev.thorax.contracts.event.Diagnosis} of the version in the slot {@code candidate}: no diagnosis for anyone to act on. */
    public static final String DIAGNOSES_CANDIDATE = "thorax.diagnoses.candidate";
    /** Key: training id. Value: {@link dev.thorax.contracts.event.TrainingRequested}. */
    public static final String TRAININGS = "thorax.trainings";
    /** Key: training id. Value: {@link dev.thorax.contracts.event.TrainingCancelled}. */
    public static final String TRAININGS_CANCELLATIONS = "thorax.trainings.cancellations";
    /** Key: training id. Value: {@link dev.thorax.contracts.event.TrainingProgress}. */
    public static final String TRAININGS_PROGRESS = "thorax.trainings.progress";
    /** Compacted. Key: slot. Value: {@link dev.thorax.contracts.event.ModelPromoted}; none empties the slot {@code candidate}. */
    public static final String MODELS = "thorax.models";
    /** Key: slot. Value: {@link dev.thorax.contracts.event.PromotionRequested}. */
    public static final String PROMOTIONS = "thorax.promotions";
    /** Key: slot, or the request's id where it named none that exists. Value: {@link dev.thorax.contracts.event.PromotionDeclined}. */
    public static final String PROMOTIONS_DECLINED = "thorax.promotions.declined";
    /** Key: scan id. Value: {@link dev.thorax.contracts.event.ExplanationRequested}. */
    public static final String EXPLANATIONS = "thorax.explanations";
    /** Key: scan id. Value: {@link dev.thorax.contracts.event.ExplanationReady}. */
    public static final String EXPLANATIONS_READY = "thorax.explanations.ready";

    /** Append-only. Key: name of the caller. Value: {@link dev.thorax.contracts.audit.AuditRecord}. */
    public static final String AUDIT = "thorax.audit";

    /** Compacted, internal. Key: a partition of a consumed topic. Value: {@link AnsweredPosition}. */
    public static final String POSITIONS = "thorax.positions";

    private Topics() {}
}
