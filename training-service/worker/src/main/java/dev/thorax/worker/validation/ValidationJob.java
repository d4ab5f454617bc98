package dev.thorax.worker.validation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.contracts.worker.ValidationResult;
import dev.thorax.evaluation.OutcomeScore;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.BundleNotReadyException;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.report.ValidationFigures;
import dev.thorax.worker.report.ValidationFigures.Mistake;
import dev.thorax.worker.report.ValidationPage;

/** Scores a version on labelled scans of a hospital, and writes the page that a person signs. */
public final class ValidationJob {
    /** Scans that are scored between two writes, so that the next worker goes on there. */
    static final int PART = 512;

    private static final Logger LOG = Logger.getLogger(ValidationJob.class);

    private final ObjectStore store;
    private final DatasetReader reader;
    private final TrustedKeys keys;
    private final Path folder;
    private final int threads;
    private final Predicate<String> isGivenUp;
    private final Clock clock;

    /**
     * Prepares a validation.
     *
     * @param keys one of them must have signed the version
     * @param folder for the files of the version
     * @param threads threads of one run of the network; 0 for all processors
     * @param isGivenUp returns whether a version whose files are missing has been waited for long enough
     */
    public ValidationJob(
            ObjectStore store,
            DatasetReader reader,
            TrustedKeys keys,
            Path folder,
            int threads,
            Predicate<String> isGivenUp,
            Clock clock) {
        this.store = store;
        this.reader = reader;
        this.keys = keys;
        this.folder = folder;
        this.threads = threads;
        this.isGivenUp = isGivenUp;
        this.clock = clock;
    }

    /**
     * Runs the validation that {@code order} names.
     *
     * @throws TrainingException with a sentence, if the version cannot serve, or no scan says anything about it
     * @throws MissingInputException if the store does not hold the version; it may hold it later
     */
    public ValidationResult run(ValidationOrder order) {
        try {
            ModelBundle bundle =
                    ModelBundle.fetch(store, keys, order.model(), order.version(), folder.resolve("models"));
            String obstacle = ManifestCheck.obstacle(bundle.manifest());
            if (obstacle != null) {
                throw new TrainingException(cannotServe(order) + obstacle);
            }
            try (OpenedModel<ScoringSession> model = open(bundle)) {
                return run(order, bundle, model);
            }
        } catch (BundleNotReadyException e) {
            throw missing(order, e);
        } catch (BrokenBundleException e) {
            throw new TrainingException(cannotServe(order) + e.getMessage(), e);
        }
    }

    private ValidationResult run(ValidationOrder order, ModelBundle bundle, OpenedModel<ScoringSession> model) {
        ValidationFiles files = new ValidationFiles(store, order.validationId());
        ScanSelection selection = new ScanSelection(reader, new TrainingHistory(store), clock);
        SiteScans scans = files.frozen(() -> selection.select(order, bundle.manifest()));
        if (scans.scans().isEmpty()) {
            throw nothingLeft(order, scans);
        }
        try (SiteScorer scorer = new SiteScorer(store, model)) {
            ValidationScores scores = new ValidationScores(bundle.manifest(), scans, score(scans, files, scorer));
            ValidationFigures figures = scores.figures(order, bundle.manifestDigest(), clock.instant());
            if (order.coverage() != null && figures.classSets() == null) {
                throw nothingToCalibrate(order, scans);
            }
            byte[] page = ValidationPage.html(figures, pictures(figures, scorer, bundle.manifest()));
            files.keepPage(page, figures);
            if (order.coverage() != null) {
                CalibratedVersion.write(store, bundle, figures.classSets(), page);
            }
            return result(figures.outcome(), order.coverage() == null ? null : order.validationId());
        }
    }

    private static ValidationResult result(@Nullable OutcomeScore outcome, @Nullable String calibrated) {
        return outcome == null
                ? new ValidationResult(0, 0, 0, calibrated)
                : new ValidationResult(
                        outcome.scans(),
                        outcome.patients(),
                        (int) outcome.undetermined().count(),
                        calibrated);
    }

    private OpenedModel<ScoringSession> open(ModelBundle bundle) {
        OnnxSessions sessions = new OnnxSessions(threads);
        // Scans are searched one by one on threads of their own.
        return OpenedModel.open(
                bundle,
                Manifest.MODEL,
                new OnnxSessions(1),
                () -> ScoringSession.open(sessions, bundle),
                session -> session.warmUp(SiteScorer.BATCH));
    }

    private RuntimeException missing(ValidationOrder order, BundleNotReadyException cause) {
        String bundle = StorageKeys.bundle(order.model(), order.version());
        return isGivenUp.test(bundle)
                ? new TrainingException(cannotServe(order) + cause.getMessage(), cause)
                : new MissingInputException(bundle, cause.getMessage());
    }

    private static String cannotServe(ValidationOrder order) {
        return "Version " + order.version() + " of " + order.model() + " cannot serve, so it is not validated: ";
    }

    private static TrainingException nothingLeft(ValidationOrder order, SiteScans scans) {
        if (scans.selected().asked() == 0) {
            return new TrainingException(
                    scans.selected().dataset() == 0
                            ? "Data set " + order.dataset() + " has no labelled scans; send some to it first."
                            : "Data set " + order.dataset() + " has no labelled scans of the sources "
                                    + String.join(", ", order.sources()) + "; name sources that it has, or none.");
        }
        return new TrainingException("Nothing is left to validate version " + order.version() + " of " + order.model()
                + " on: it learned from the patients of "
                + scans.selected().learned().scans() + " of the "
                + scans.selected().asked() + " scans, and those of "
                + scans.selected().reported().scans()
                + " were held out for its own report. Label scans of patients whom its training did not have.");
    }

    private static TrainingException nothingToCalibrate(ValidationOrder order, SiteScans scans) {
        return new TrainingException("Version " + order.version() + " of " + order.model()
                + " cannot be calibrated on data set " + order.dataset() + ": of the "
                + scans.scans().size()
                + " scans that count, none has a label that is a class of the version and gets a class.");
    }

    private static List<ScanScore> score(SiteScans scans, ValidationFiles files, SiteScorer scorer) {
        List<String> ids = scans.scans().stream().map(SiteScan::scanId).toList();
        List<ScanScore> scores = new ArrayList<>();
        for (int part = 0; part * PART < ids.size(); part++) {
            List<String> of = ids.subList(part * PART, Math.min((part + 1) * PART, ids.size()));
            int number = part;
            scores.addAll(files.scores(part).orElseGet(() -> {
                List<ScanScore> scored = scorer.score(of);
                files.keepScores(number, scored);
                return scored;
            }));
            LOG.infof("Scored scans of a validation scans=%d of=%d", scores.size(), ids.size());
        }
        return scores;
    }

    private static Map<String, GreyImage> pictures(ValidationFigures figures, SiteScorer scorer, Manifest version) {
        InputSpec input = version.input();
        Map<String, GreyImage> pictures = new HashMap<>();
        for (Mistake mistake : figures.mistakes()) {
            scorer.input(mistake.scanId())
                    .ifPresent(seen -> pictures.put(
                            mistake.scanId(), new GreyImage(input.width(), input.height(), seen.pixels())));
        }
        return pictures;
    }
}
