package dev.thorax.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.thorax.events.Diagnosis;
import dev.thorax.events.EventJson;
import dev.thorax.events.ModelPromoted;
import dev.thorax.events.RejectionHeaders;
import dev.thorax.events.ScanStored;
import dev.thorax.events.Topics;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingRequested;
import dev.thorax.model.Manifest;
import dev.thorax.storage.Keys;

/** One run against a started stack: sends scans, has a network trained, and keeps account of what comes out. */
final class LocalRun implements AutoCloseable {
    private final LocalStack stack;
    private final Progress progress;
    private final Clock clock;
    private final Ledger ledger = new Ledger();
    private final Device device;
    private final Trainings trainings;
    private final Follower follower;
    private final AtomicReference<ModelPromoted> production = new AtomicReference<>();

    LocalRun(LocalStack stack, Progress progress, Clock clock) {
        this.stack = stack;
        this.progress = progress;
        this.clock = clock;
        this.device = new Device(stack.bootstrapServers(), clock);
        this.trainings = new Trainings(stack.training(), stack::checkAllRun, progress);
        this.follower = Follower.start(
                stack.bootstrapServers(),
                Map.of(
                        Topics.SCANS_STORED,
                                record -> ledger.stored(EventJson.read(record.value(), ScanStored.class)
                                        .scanId()),
                        Topics.SCANS_REJECTED, this::refused,
                        Topics.DIAGNOSES_FAILED, this::refused,
                        Topics.DIAGNOSES, this::diagnosed,
                        Topics.TRAININGS_PROGRESS,
                                record -> trainings.progressed(EventJson.read(record.value(), TrainingProgress.class)),
                        Topics.TRAININGS, this::trainingRequested,
                        Topics.MODELS, this::promoted),
                Set.of(Topics.TRAININGS, Topics.MODELS));
    }

    Ledger ledger() {
        return ledger;
    }

    /** The version in production, or null. */
    ModelPromoted production() {
        return production.get();
    }

    /** Whether what is in production was trained by {@code recipe} on {@code dataset}; says so, or what it is instead. */
    boolean serves(String recipe, String dataset) {
        ModelPromoted promoted = production.get();
        if (promoted == null) {
            return false;
        }
        Manifest manifest = EventJson.read(
                stack.store().get(Keys.bundleFile(promoted.model(), promoted.version(), Manifest.MANIFEST)),
                Manifest.class);
        String trained = manifest.data().dataset();
        boolean serves = promoted.model().equals(recipe) && trained.equals(dataset);
        progress.say("Model " + promoted.model() + " " + promoted.version() + " from an earlier run is in production, "
                + (serves
                        ? "trained on data set " + trained + "; --retrain trains again."
                        : "but it was trained on data set " + trained + ", so " + recipe + " is trained on " + dataset
                                + " now."));
        return serves;
    }

    /** The same parts without new scans of patients who are in {@code dataset} already; says how many scans that leaves out. */
    HeldBack withoutKnown(HeldBack parts, String dataset) {
        HeldBack unknown = parts.withoutFreshIn(stack.store().list(Keys.dataset(dataset)).stream()
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
     * Publishes labelled scans and waits until each is stored or rejected. A scan that is in the data set is not sent again.
     *
     * @return how many were sent
     */
    int publishLabelled(List<LabelledScan> scans, String dataset) throws InterruptedException {
        Map<String, LabelledScan> byId = new LinkedHashMap<>();
        scans.forEach(scan -> byId.putIfAbsent(Sha256.of(scan.file()), scan));
        byId.entrySet().removeIf(e -> stack.store()
                .exists(Keys.pointer(dataset, e.getValue().label(), e.getKey())));
        progress.say("Publishing " + byId.size() + " labelled scans to the topic " + Topics.SCANS + " (data set "
                + dataset + ").");
        List<String> sent = new ArrayList<>();
        for (Map.Entry<String, LabelledScan> named : byId.entrySet()) {
            LabelledScan scan = named.getValue();
            Map<String, String> headers = Map.of("label", scan.label(), "dataset", dataset, "patient", scan.patient());
            send(named.getKey(), scan.file(), scan.label(), headers, sent);
        }
        await(sent, entry -> entry.stored() || entry.answered(), "stored");
        return sent.size();
    }

    /** Publishes scans without labels, each under an id of this run, and waits until each is diagnosed or rejected. */
    List<String> publishNew(List<LabelledScan> scans) throws InterruptedException {
        progress.say("Publishing " + scans.size() + " scans without labels.");
        List<String> sent = new ArrayList<>();
        String run = "run-" + clock.millis();
        for (LabelledScan scan : scans) {
            Map<String, String> headers = new HashMap<>();
            if (scan.patient() != null) {
                headers.put("patient", scan.patient());
            }
            send(run + "-" + sent.size(), scan.file(), scan.label(), headers, sent);
        }
        await(sent, Ledger.Entry::answered, "answered");
        return sent;
    }

    /** Requests a training of {@code recipe}, unless one is under way, waits for its end and for the promotion; see {@link Trainings}. */
    void train(String recipe, String dataset) throws InterruptedException {
        String trainingId = trainings.request(recipe, dataset);
        trainings.awaitDone(trainingId);
        while (production.get() == null || !production.get().version().equals(trainingId)) {
            stack.checkAllRun();
            ledger.awaitChange();
        }
        progress.say("Model " + recipe + " " + trainingId + " is in production.");
    }

    /** Says what became of the scans of {@code scanIds}. */
    void summarise(List<String> scanIds) {
        long diagnosed = ledger.count(scanIds, entry -> entry.diagnosis() != null);
        long refused = ledger.count(scanIds, entry -> entry.refused() != null);
        long known = ledger.count(scanIds, entry -> entry.diagnosis() != null && entry.truth() != null);
        long right = ledger.count(
                scanIds,
                entry -> entry.diagnosis() != null
                        && entry.diagnosis().diagnosis().equals(entry.truth()));
        progress.say("%d scans in, %d diagnoses and %d rejections out%s."
                .formatted(
                        scanIds.size(),
                        diagnosed,
                        refused,
                        known == 0 ? "" : "; %d of %d as their folder says".formatted(right, known)));
    }

    private void send(String id, Path file, String truth, Map<String, String> headers, List<String> sent)
            throws InterruptedException {
        ledger.sent(id, file.getFileName().toString(), truth);
        try {
            device.send(id, file, headers);
        } catch (FileRefused e) {
            ledger.refused(id, e.getMessage());
            progress.say("  " + file.getFileName() + "  NOT SENT: " + e.getMessage());
        }
        sent.add(id);
    }

    private void await(List<String> sent, Predicate<Ledger.Entry> state, String word) throws InterruptedException {
        long last = -1;
        while (true) {
            long done = ledger.count(sent, state);
            if (done != last && (done == sent.size() || done - Math.max(last, 0) >= Math.max(20, sent.size() / 10))) {
                progress.say(done + " of " + sent.size() + " " + word + ".");
                last = done;
            }
            if (done == sent.size()) {
                return;
            }
            stack.checkAllRun();
            ledger.awaitChange();
        }
    }

    private void refused(ConsumerRecord<String, byte[]> record) {
        String detail =
                new String(record.headers().lastHeader(RejectionHeaders.DETAIL).value(), StandardCharsets.UTF_8);
        Ledger.Entry entry = ledger.entry(record.key());
        ledger.refused(record.key(), detail);
        if (entry != null) {
            progress.say("  " + entry.name() + "  REJECTED: " + detail);
        }
    }

    private void diagnosed(ConsumerRecord<String, byte[]> record) {
        Diagnosis diagnosis = EventJson.read(record.value(), Diagnosis.class);
        Ledger.Entry entry = ledger.entry(diagnosis.scanId());
        ledger.diagnosed(diagnosis);
        if (entry != null && !entry.stored()) {
            ledger.stored(diagnosis.scanId());
        }
        if (entry != null && diagnosis.scanId().startsWith("run-")) {
            progress.say("  " + entry.name() + "  " + line(diagnosis)
                    + (entry.truth() == null ? "" : "  (folder: " + entry.truth() + ")"));
        }
    }

    /** Anyone may write to that topic; training-service answers what cannot be read. */
    private void trainingRequested(ConsumerRecord<String, byte[]> record) {
        try {
            trainings.requested(EventJson.read(record.value(), TrainingRequested.class));
        } catch (EventJson.UnreadableEvent e) {
            // Nothing of this run's.
        }
    }

    private void promoted(ConsumerRecord<String, byte[]> record) {
        if (record.value() != null && ModelPromoted.PRODUCTION.equals(record.key())) {
            production.set(EventJson.read(record.value(), ModelPromoted.class));
        }
    }

    private static String line(Diagnosis diagnosis) {
        return diagnosis.diagnosis() + "  "
                + diagnosis.probabilities().entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        follower.close();
        device.close();
    }
}
