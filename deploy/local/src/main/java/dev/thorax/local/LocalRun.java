package dev.thorax.local;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.contracts.topic.Topics;

/** Sends scans to a started stack, has a network trained, and prints what becomes of the scans. */
final class LocalRun implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final LocalStack stack;
    private final TerminalProgress progress;
    private final Clock clock;
    private final DiagnosisText text;
    private final ScanLedger ledger = new ScanLedger();
    private final OutcomeAwaiter waiting;
    private final ScanPublisher device;
    private final TrainingClient trainings;
    private final TopicFollower follower;
    private final AtomicReference<ModelPromoted> production = new AtomicReference<>();

    /**
     * Creates a run.
     *
     * @param shown returns the name of a class for people
     */
    LocalRun(LocalStack stack, TerminalProgress progress, Clock clock, UnaryOperator<String> shown) {
        this.text = new DiagnosisText(shown);
        this.stack = stack;
        this.progress = progress;
        this.clock = clock;
        this.waiting = new OutcomeAwaiter(ledger, progress, this::checkAllRun, QUIET);
        this.device = new ScanPublisher(stack.kafka("device"), clock);
        this.trainings =
                new TrainingClient(stack.training(), stack.operatorKey().header(), this::checkAllRun, progress);
        this.follower = TopicFollower.start(
                stack.kafka("operator"),
                Map.of(
                        Topics.SCANS_STORED, this::stored,
                        Topics.SCANS_REJECTED, this::refused,
                        Topics.DIAGNOSES_FAILED, this::refused,
                        Topics.DIAGNOSES, this::diagnosed,
                        Topics.TRAININGS_PROGRESS,
                                record -> trainings.progressed(Json.read(record.value(), TrainingProgress.class)),
                        Topics.TRAININGS, this::trainingRequested,
                        Topics.PROMOTIONS_DECLINED,
                                record -> trainings.declined(Json.read(record.value(), PromotionDeclined.class)),
                        Topics.MODELS, this::promoted),
                Set.of(Topics.TRAININGS, Topics.MODELS));
    }

    /** Returns what requests trainings. */
    TrainingClient trainings() {
        return trainings;
    }

    ScanLedger ledger() {
        return ledger;
    }

    /** Returns the version in production, or null. */
    ModelPromoted production() {
        return production.get();
    }

    /**
     * Returns whether the version in production was trained by {@code recipe} on {@code dataset}, and prints what it is.
     *
     * @param lungs version of the lung finder that it must have, or null for any, or none
     */
    boolean serves(String recipe, String dataset, String lungs) {
        ModelPromoted promoted = production.get();
        if (promoted == null) {
            return false;
        }
        Manifest manifest = Json.read(
                stack.store().get(StorageKeys.bundleFile(promoted.model(), promoted.version(), Manifest.MANIFEST)),
                Manifest.class);
        String trained = manifest.data().dataset();
        String finder = manifest.lungs() == null ? "none" : manifest.lungs().version();
        boolean serves =
                promoted.model().equals(recipe) && trained.equals(dataset) && (lungs == null || lungs.equals(finder));
        progress.say("Model " + promoted.model() + " " + promoted.version() + " from an earlier run is in production, "
                + (serves
                        ? "trained on data set " + trained + "; --retrain trains again."
                        : "but it was trained on data set " + trained + " (lung finder: " + finder + "), so " + recipe
                                + " is trained on " + dataset + " now."));
        return serves;
    }

    /** Returns the same parts without new scans of patients in {@code dataset}, and prints how many scans that leaves out. */
    Holdout withoutKnown(Holdout parts, String dataset) {
        Holdout unknown = parts.withoutFreshIn(stack.store().list(StorageKeys.dataset(dataset)).stream()
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .collect(Collectors.toSet()));
        int left = parts.fresh().size() - unknown.fresh().size();
        if (left > 0) {
            progress.say(left + " of the " + parts.fresh().size() + " scans of other patients are left out: data set "
                    + dataset + " has their patients from an earlier run, so a model may have been trained on them.");
        }
        return unknown;
    }

    /**
     * Publishes labelled scans and waits until each is in the data set or rejected. A scan that is there is not sent again.
     * If ingest knows a scan from another data set or an earlier run, no event comes, so its pointer is read.
     *
     * @return how many were sent
     */
    int publishLabelled(List<LabelledScan> scans, String dataset) throws InterruptedException {
        Map<String, LabelledScan> byId = unpublished(scans, dataset);
        progress.say("Publishing " + byId.size() + " labelled scans to the topic " + Topics.SCANS + " (data set "
                + dataset + ").");
        for (Map.Entry<String, LabelledScan> named : byId.entrySet()) {
            LabelledScan scan = named.getValue();
            Map<String, String> headers = scan.headers();
            headers.put(ScanHeaders.LABEL, scan.label());
            headers.put(ScanHeaders.DATASET, dataset);
            send(named.getKey(), scan, headers);
        }
        waiting.until(
                List.copyOf(byId.keySet()),
                entry -> entry.stored() || entry.refused() != null,
                "stored",
                missing -> missing.stream()
                        .filter(id -> stack.store()
                                .exists(StorageKeys.pointer(
                                        dataset, byId.get(id).label(), id)))
                        .forEach(id -> ledger.stored(id, dataset)));
        return byId.size();
    }

    /** Returns the scans by id. Each enters the ledger before the store is read, so that no event in between is missed. */
    private Map<String, LabelledScan> unpublished(List<LabelledScan> scans, String dataset) {
        Map<String, LabelledScan> byId = new LinkedHashMap<>();
        scans.forEach(scan -> byId.putIfAbsent(ScanId.of(scan.file()), scan));
        byId.forEach((id, scan) -> ledger.sent(id, scan.name(), scan.label(), dataset));
        Set<String> there = Set.copyOf(stack.store().list(StorageKeys.dataset(dataset)));
        byId.entrySet().removeIf(named -> {
            boolean known =
                    there.contains(StorageKeys.pointer(dataset, named.getValue().label(), named.getKey()));
            if (known) {
                ledger.forget(named.getKey());
            }
            return known;
        });
        return byId;
    }

    /** Publishes scans without labels, each under an id of this run, and waits until each is diagnosed or rejected. */
    List<String> publishNew(List<LabelledScan> scans) throws InterruptedException {
        progress.say("Publishing " + scans.size() + " scans without labels.");
        List<String> sent = new ArrayList<>();
        String run = "run-" + clock.millis();
        for (LabelledScan scan : scans) {
            String id = run + "-" + sent.size();
            sent.add(id);
            ledger.sent(id, scan.name(), scan.label(), null);
            send(id, scan, scan.headers());
        }
        waiting.until(sent, ScanLedger.Entry::answered, "answered", missing -> {});
        return sent;
    }

    /** Requests a training of {@code recipe}, unless one is under way, waits for its end and for the promotion; see {@link TrainingClient}. */
    void train(String recipe, String dataset, String lungs) throws InterruptedException {
        String trainingId = trainings.request(recipe, dataset, lungs);
        trainings.awaitDone(trainingId);
        while (production.get() == null || !production.get().version().equals(trainingId)) {
            checkAllRun();
            trainings.checkNotDeclined(trainingId);
            ledger.awaitChange();
        }
        progress.say("Model " + recipe + " " + trainingId + " is in production.");
    }

    /** Prints what became of the scans of {@code scanIds}. */
    void summarise(List<String> scanIds) {
        long diagnosed = ledger.count(scanIds, entry -> entry.diagnosis() != null);
        long refused = ledger.count(scanIds, entry -> entry.refused() != null);
        long undetermined = diagnosed - ledger.count(scanIds, ScanLedger.Entry::hasClass);
        long known = ledger.count(scanIds, entry -> entry.hasClass() && entry.truth() != null);
        long right = ledger.count(
                scanIds,
                entry -> entry.hasClass() && entry.diagnosis().diagnosis().equals(entry.truth()));
        progress.say("%d scans in, %d diagnoses and %d rejections out%s%s."
                .formatted(
                        scanIds.size(),
                        diagnosed,
                        refused,
                        undetermined == 0 ? "" : ", %d undetermined".formatted(undetermined),
                        known == 0 ? "" : "; %d of %d as their folder says".formatted(right, known)));
    }

    private void send(String id, LabelledScan scan, Map<String, String> headers) throws InterruptedException {
        try {
            device.send(id, scan.file(), headers, scan.mask());
        } catch (FileRefusedException e) {
            ledger.refused(id, e.getMessage());
            progress.say("  " + scan.name() + "  NOT SENT: " + e.getMessage());
        }
    }

    private void stored(ConsumerRecord<String, byte[]> record) {
        ScanStored event = Json.read(record.value(), ScanStored.class);
        ledger.stored(event.scanId(), event.dataset());
    }

    private void checkAllRun() {
        stack.checkAllRun();
        follower.checkReads();
    }

    /** Prints a rejection before the ledger has it, since the ledger lets the summary be printed. {@link #diagnosed} does the same. */
    private void refused(ConsumerRecord<String, byte[]> record) {
        String detail =
                new String(record.headers().lastHeader(RejectionHeaders.DETAIL).value(), StandardCharsets.UTF_8);
        ScanLedger.Entry entry = ledger.entry(record.key());
        if (entry != null) {
            progress.say("  " + entry.name() + "  REJECTED: " + detail);
        }
        ledger.refused(record.key(), detail);
    }

    private void diagnosed(ConsumerRecord<String, byte[]> record) {
        Diagnosis diagnosis = Json.read(record.value(), Diagnosis.class);
        ScanLedger.Entry entry = ledger.entry(diagnosis.scanId());
        if (entry != null && diagnosis.scanId().startsWith("run-")) {
            progress.say("  " + entry.name() + "  " + text.of(diagnosis, entry.truth()));
        }
        ledger.diagnosed(diagnosis);
    }

    /** Reads a request. Anyone may write to its topic, and training-service answers what cannot be read. */
    private void trainingRequested(ConsumerRecord<String, byte[]> record) {
        try {
            trainings.requested(Json.read(record.value(), TrainingRequested.class));
        } catch (Json.UnreadableEventException e) {
            // Nothing of this run's.
        }
    }

    private void promoted(ConsumerRecord<String, byte[]> record) {
        if (record.value() != null && Slot.PRODUCTION.isNamed(record.key())) {
            production.set(Json.read(record.value(), ModelPromoted.class));
        }
    }

    @Override
    public void close() {
        follower.close();
        device.close();
    }
}
