package dev.thorax.contracts.storage;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every key in the object store is made here. Each part is checked, so no name from outside can leave its folder. */
public final class StorageKeys {
    /** The form of a scan id, model, version, data set or label: a letter or digit, then up to 127 of {@code A-Z a-z 0-9 . _ -}. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** {@link #NAME} in words, to follow "must be". */
    public static final String NAME_RULE = "1 to 128 letters, digits, dots, underscores and dashes";

    /** The last part of {@link #progress}. */
    public static final String PROGRESS = "progress.json";

    /** The last part of {@link #signature}. */
    public static final String SIGNATURE = "manifest.sig";

    private static final String SCANS = "scans/";
    private static final String PATIENTS = "patients/";
    private static final String CONTENTS = "contents/";
    private static final String DATASETS = "datasets/";
    private static final String EXPLANATIONS = "explanations/";
    private static final String REJECTED = "rejected/";
    private static final String ERASURES = "erasures/";

    /** The prefixes of what a device sent and of what was made of one scan. */
    private static final List<String> OF_SCANS =
            List.of(SCANS, PATIENTS, CONTENTS, DATASETS, EXPLANATIONS, REJECTED, ERASURES);

    private static final Pattern OF_SCAN = Pattern.compile(
            "scans/[^/]+/(?:(original|(?:image|mask|diagnosis|again)\\.\\w+)|(claim|labels/|senders/|reports/).*)");

    private StorageKeys() {}

    /**
     * Returns whether the object of {@code key} is of one scan or one patient: a file of a device, a picture, a diagnosis, a heat
     * map, a label, a pointer or an erasure. Such objects are encrypted at rest if there is a key.
     */
    public static boolean isOfScans(String key) {
        return OF_SCANS.stream().anyMatch(key::startsWith);
    }

    /**
     * Returns which objects a key is one of, without a name from outside: {@code scans/*&#47;image.png}, {@code models/*}. Of a prefix
     * it returns what the prefix covers.
     */
    public static String pattern(String key) {
        Matcher ofScan = OF_SCAN.matcher(key);
        if (ofScan.matches()) {
            return "scans/*/" + (ofScan.group(2) == null ? ofScan.group(1) : ofScan.group(2) + "*");
        }
        return key.substring(0, key.indexOf('/') + 1) + "*";
    }

    /** Returns whether {@code name} may be part of a key. */
    public static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /** The bytes as the device sent them. */
    public static String original(String scanId) {
        return SCANS + name(scanId) + "/original";
    }

    /** The canonical image: 8-bit grey PNG, at most 512 px on its long side. */
    public static String image(String scanId) {
        return SCANS + name(scanId) + "/image.png";
    }

    /** The mask of a labelled scan: 8-bit grey PNG of the size of the canonical image, 255 where it is marked, 0 elsewhere. */
    public static String mask(String scanId) {
        return SCANS + name(scanId) + "/mask.png";
    }

    /** Returns the key of a scan's claim, which names the record that made the scan. */
    public static String claim(String scanId) {
        return SCANS + name(scanId) + "/claim.json";
    }

    /**
     * Returns the key of a later claim of a scan, for a record that publishes what the record before could not.
     *
     * @param turn counts the claims of the scan, from 2
     */
    public static String claim(String scanId, int turn) {
        return SCANS + name(scanId) + "/claim-" + turn + ".json";
    }

    /** Returns the prefix of the marks that a device sent a scan, by HTTP or on its own topic. */
    public static String senders(String scanId, String device) {
        return "scans/" + name(scanId) + "/senders/" + name(device) + "/";
    }

    /** Returns the key of the mark that a device sent these bytes as this scan, by HTTP or on its own topic. The object is empty. */
    public static String sender(String scanId, String device, String sha256) {
        return senders(scanId, device) + name(sha256);
    }

    /** Returns the key of a picture of a scan in the report of a version. */
    public static String reportPicture(String scanId, String model, String version, int number) {
        return scan(scanId) + "reports/" + name(model) + "/" + name(version) + "/" + number + ".jpg";
    }

    /** Returns the key of a picture of a scan on the page of a validation. */
    public static String validationPicture(String scanId, String validationId, int number) {
        return scan(scanId) + "reports/" + name(validationId) + "-" + number + ".jpg";
    }

    /** Returns the key of the note that the pictures were taken out of the reports of earlier releases. */
    public static String reportsRewritten() {
        return "settings/report-pictures.json";
    }

    /** Returns the key of the list of the versions that were there before versions were signed. */
    public static String versionsTakenUp() {
        return "settings/versions-taken-up.json";
    }

    /** Returns the key of the mark that the event of a scan was published again, as it left its topic without a diagnosis. */
    public static String publishedAgain(String scanId) {
        return scan(scanId) + "again.json";
    }

    /** Returns the key of the time at which scans without a diagnosis were looked for. */
    public static String undiagnosedSweep() {
        return "settings/undiagnosed-scans.json";
    }

    /** Returns the key of the mark of the records of a partition that are in work. */
    public static String attemptMark(String topic, int partition) {
        return "attempts/" + name(topic) + "-" + partition + ".json";
    }

    /** The prefix of the objects of a scan. */
    public static String scan(String scanId) {
        return scans() + name(scanId) + "/";
    }

    /** Under which label a scan lies in a data set; changes when it is labelled anew. */
    public static String filing(String scanId, String dataset) {
        return filings(scanId) + name(dataset);
    }

    /** The prefix of the filings of a scan, one for each of its data sets. */
    public static String filings(String scanId) {
        return SCANS + name(scanId) + "/labels/";
    }

    /** The latest {@code Diagnosis} of a scan, as JSON. */
    public static String diagnosis(String scanId) {
        return SCANS + name(scanId) + "/diagnosis.json";
    }

    /** The prefix of all scans. */
    public static String scans() {
        return SCANS;
    }

    /** The prefix of the scans of a patient; listing it gives them all. */
    public static String patientScans(String pseudonym) {
        return PATIENTS + name(pseudonym) + "/";
    }

    /** Returns the key of the {@link PatientScan} of a scan. */
    public static String patientScan(String pseudonym, String scanId) {
        return patientScans(pseudonym) + name(scanId);
    }

    /** The prefix of the orders to erase a patient that are not done. */
    public static String openErasures() {
        return ERASURES + "open/";
    }

    /** Returns the key of an order to erase a patient that is not done. */
    public static String openErasure(String erasureId) {
        return openErasures() + name(erasureId) + ".json";
    }

    /** Returns the key of an order to erase a patient that is done. */
    public static String doneErasure(String erasureId) {
        return ERASURES + "done/" + name(erasureId) + ".json";
    }

    /** The prefix of the scans with the same bytes; listing it gives them all. */
    public static String contentScans(String sha256) {
        return CONTENTS + name(sha256) + "/";
    }

    /** Returns the key of the {@link ContentScan} of a scan. */
    public static String contentScan(String sha256, String scanId) {
        return contentScans(sha256) + name(scanId);
    }

    /** Returns the key of the check of the secret key of pseudonyms. */
    public static String pseudonymKey() {
        return "settings/pseudonym-key.json";
    }

    /** Returns the key of the progress of the sweep that makes pointers for scans of earlier releases. */
    public static String pointerSweep() {
        return "settings/scan-pointers.json";
    }

    /** The prefix of a data set; listing it is the data set. */
    public static String dataset(String dataset) {
        return DATASETS + name(dataset) + "/";
    }

    /** Returns the key of the classes that a data set may have, as a {@link DatasetClasses}. Data sets need not have one. */
    public static String datasetClasses(String dataset) {
        return "classes/" + name(dataset) + ".json";
    }

    /** A labelled scan's pointer: a small JSON object. */
    public static String pointer(String dataset, String label, String scanId) {
        return dataset(dataset) + name(label) + "/" + name(scanId);
    }

    /** The prefix of all bundles. */
    public static String models() {
        return "models/";
    }

    /** The prefix of all versions of a model. */
    public static String model(String model) {
        return models() + name(model) + "/";
    }

    /** The prefix of one version's bundle. */
    public static String bundle(String model, String version) {
        return model(model) + name(version) + "/";
    }

    /** A file of one version's bundle. */
    public static String bundleFile(String model, String version, String file) {
        return bundle(model, version) + name(file);
    }

    /** The signature of one version's manifest, 64 bytes of Ed25519. It stands beside it and is not named in it. */
    public static String signature(String model, String version) {
        return bundleFile(model, version, SIGNATURE);
    }

    /** The ImageNet weights of a backbone, as the HDF5 file of Keras Applications. */
    public static String backbone(String name) {
        return "backbones/" + name(name);
    }

    /** The prefix of all trainings. */
    public static String trainings() {
        return "trainings/";
    }

    /** Returns the folder in which a training keeps its state. */
    public static String training(String trainingId, String file) {
        return trainings() + name(trainingId) + "/" + name(file);
    }

    /** The latest {@code TrainingProgress} of a training, as JSON. */
    public static String progress(String trainingId) {
        return training(trainingId, PROGRESS);
    }

    /** The request for a cross-validation, for as long as it has not ended. */
    public static String crossValidation(String trainingId) {
        return training(trainingId, "folds.json");
    }

    /** The prefix of what the folds of a cross-validation gave. */
    public static String folds(String trainingId) {
        return training(trainingId, "fold-");
    }

    /** Returns the key of one fold's result. */
    public static String fold(String trainingId, int fold) {
        return folds(trainingId) + fold + ".json";
    }

    /** The {@code TrainingCancelled} that asks for a training's end. */
    public static String cancellation(String trainingId) {
        return training(trainingId, "cancelled.json");
    }

    /** From where a training that was cut short goes on. */
    public static String checkpoint(String trainingId) {
        return training(trainingId, "checkpoint.bin");
    }

    /** Returns the key of the data set as a training, or the cross-validation that it is a fold of, froze it. */
    public static String datasetSnapshot(String trainingId) {
        return training(trainingId, "dataset.json");
    }

    /** Returns the key of the request that a training id stands for. */
    public static String trainingRequest(String trainingId) {
        return training(trainingId, "request.json");
    }

    /** The prefix of all validations. */
    public static String validations() {
        return "validations/";
    }

    /** Returns the key of a file of a validation. */
    public static String validation(String validationId, String file) {
        return validations() + name(validationId) + "/" + name(file);
    }

    /** The prefix of all decisions about promotions. */
    public static String promotions() {
        return "promotions/";
    }

    /** Returns the key of the decision about a promotion. */
    public static String promotion(String id) {
        return promotions() + name(id) + ".json";
    }

    /** Returns the key of an operator's approval of a promotion. */
    public static String approval(String promotionId) {
        return "approvals/" + name(promotionId) + ".json";
    }

    /** A heat map: 16-bit grey PNG of the model's own heat-map size. */
    public static String heatmap(String scanId, String model, String version, String label, String method) {
        return explanations(scanId, model, version) + name(label) + "-" + name(method) + ".png";
    }

    /** Returns the key of a version's probabilities for a scan, by class, as JSON. They stand beside the heat maps. */
    public static String probabilities(String scanId, String model, String version) {
        return explanations(scanId, model, version) + "probabilities.json";
    }

    /** The prefix of all heat maps and probabilities. */
    public static String explanations() {
        return EXPLANATIONS;
    }

    /** The prefix of the heat maps and probabilities of a scan. */
    public static String explanations(String scanId) {
        return explanations() + name(scanId) + "/";
    }

    /** The prefix of a version's heat maps and probabilities of a scan. */
    public static String explanations(String scanId, String model, String version) {
        return explanations(scanId) + name(model) + "/" + name(version) + "/";
    }

    /** The prefix of the files of rejected scans. */
    public static String rejected() {
        return REJECTED;
    }

    /** Returns the key of the file of rejected scans with the same bytes. */
    public static String rejected(String sha256) {
        return REJECTED + name(sha256);
    }

    /** Returns the prefix of the pointers from a patient to the files of rejected scans. They expire as the files do. */
    public static String rejectedOfPatient(String pseudonym) {
        return REJECTED + PATIENTS + name(pseudonym) + "/";
    }

    /** Returns the key of the pointer from a patient to the file of a rejected scan. The object is empty. */
    public static String rejectedOfPatient(String pseudonym, String sha256) {
        return rejectedOfPatient(pseudonym) + name(sha256);
    }

    /** The prefix of the objects with which services probe the store. */
    public static String healthProbes() {
        return "health/";
    }

    /** Returns the key of the object with which one process probes the store. */
    public static String healthProbe(String process) {
        return healthProbes() + name(process);
    }

    private static String name(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "A name in the object store must be " + NAME_RULE + ", and begin with a letter or digit.");
        }
        return name;
    }
}
