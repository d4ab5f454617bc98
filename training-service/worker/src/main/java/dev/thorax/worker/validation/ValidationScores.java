package dev.thorax.worker.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.evaluation.ConformalScore;
import dev.thorax.evaluation.Curves;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.GateScore;
import dev.thorax.evaluation.OutcomeScore;
import dev.thorax.evaluation.Outcomes;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Proportion;
import dev.thorax.worker.conformal.SetCalibration;
import dev.thorax.worker.report.ClassSets;
import dev.thorax.worker.report.ValidationFigures;
import dev.thorax.worker.report.ValidationFigures.Mistake;
import dev.thorax.worker.report.ValidationFigures.OtherLabel;
import dev.thorax.worker.report.ValidationFigures.ReasonShare;
import dev.thorax.worker.report.ValidationFigures.SourceOutcome;
import dev.thorax.worker.report.ValidationFigures.Unreadable;

/** Computes the figures of a validation from the outcomes of its scans. */
final class ValidationScores {
    private static final int MOST_MISTAKES = 24;
    private static final long SEED = 1;

    private final Manifest version;
    private final SiteScans scans;
    private final List<Scored> readable;
    private final List<Scored> own;
    private final List<Unreadable> unreadable;

    /** @param scores one for each of {@code scans}, in their order */
    ValidationScores(Manifest version, SiteScans scans, List<ScanScore> scores) {
        if (scores.size() != scans.scans().size()) {
            throw new IllegalArgumentException("Each scan needs its score.");
        }
        this.version = version;
        this.scans = scans;
        List<Scored> all = IntStream.range(0, scores.size())
                .mapToObj(i -> new Scored(scans.scans().get(i), scores.get(i)))
                .toList();
        this.readable =
                all.stream().filter(scored -> scored.score().outcome() != null).toList();
        this.own = readable.stream().filter(scored -> truth(scored) >= 0).toList();
        this.unreadable = all.stream()
                .filter(scored -> scored.score().outcome() == null)
                .map(scored -> new Unreadable(
                        scored.scan().scanId(),
                        scored.scan().label(),
                        scored.score().fault()))
                .toList();
    }

    /** A scan with its score. */
    private record Scored(SiteScan scan, ScanScore score) {
        int diagnosis() {
            return score.outcome().diagnosis();
        }

        boolean hasClass() {
            return score.outcome().hasClass();
        }

        String patient() {
            return String.valueOf(scan.patient());
        }
    }

    /**
     * Computes the figures.
     *
     * @param digest SHA-256 of the version's manifest, 64 lower-case hex digits
     */
    ValidationFigures figures(ValidationOrder order, String digest, Instant scoredAt) {
        List<Scored> called = own.stream().filter(Scored::hasClass).toList();
        Predictions predictions = called.isEmpty() ? null : predictions(called);
        return new ValidationFigures(
                order,
                digest,
                version.limits(),
                scans.selected(),
                scans.takenAt(),
                scoredAt,
                unreadable,
                own.isEmpty() ? null : outcome(own),
                own.isEmpty() ? List.of() : reasons(),
                predictions == null ? null : Evaluation.of(predictions, SEED),
                predictions == null ? List.of() : Curves.of(predictions).reliability(),
                predictions == null ? null : classSets(order, predictions),
                sources(),
                others(),
                mistakes(called),
                trained("test", Evaluation.class),
                trained("gate", GateScore.class));
    }

    /** Returns the sets that {@code order} asks for, else those of the version on these scans; null if there are none. */
    private @Nullable ClassSets classSets(ValidationOrder order, Predictions called) {
        ConformalSets own = version.conformal();
        if (order.coverage() != null) {
            ConformalSets.Site site = new ConformalSets.Site(
                    version.trainedVersion(),
                    order.dataset(),
                    order.sources(),
                    scans.selected().digest());
            return new ClassSets(
                    SetCalibration.fit(called, order.coverage(), site),
                    SetCalibration.crossFitted(called, order.coverage(), SEED),
                    order.validationId());
        }
        return own == null
                ? null
                : new ClassSets(
                        own, ConformalScore.of(called, SetCalibration.sets(own, called), own.coverage(), SEED), null);
    }

    private int truth(Scored scored) {
        return version.classes().indexOf(scored.scan().label());
    }

    private OutcomeScore outcome(List<Scored> part) {
        return OutcomeScore.of(
                new Outcomes(
                        version.classes(),
                        part.stream().mapToInt(this::truth).toArray(),
                        part.stream().mapToInt(Scored::diagnosis).toArray(),
                        part.stream().map(Scored::patient).toList()),
                SEED);
    }

    private Predictions predictions(List<Scored> called) {
        return new Predictions(
                version.classes(),
                called.stream().mapToInt(this::truth).toArray(),
                called.stream().map(scored -> scored.score().probabilities()).toArray(float[][]::new),
                called.stream().map(Scored::patient).toList());
    }

    private List<ReasonShare> reasons() {
        return Stream.of(UndeterminedReason.values())
                .map(reason -> new ReasonShare(
                        reason, share(own, scored -> scored.score().outcome().reason() == reason)))
                .toList();
    }

    private static Proportion share(List<Scored> part, Predicate<Scored> isMeant) {
        return Proportion.of(part.stream().map(Scored::patient).toList(), i -> isMeant.test(part.get(i)), SEED);
    }

    private List<SourceOutcome> sources() {
        Map<String, List<Scored>> bySource = new LinkedHashMap<>();
        own.forEach(scored -> bySource.computeIfAbsent(scored.scan().source(), source -> new ArrayList<>())
                .add(scored));
        return bySource.entrySet().stream()
                .map(entry -> new SourceOutcome(entry.getKey(), outcome(entry.getValue())))
                .sorted(Comparator.comparingInt(
                                (SourceOutcome source) -> source.outcome().scans())
                        .reversed()
                        .thenComparing(SourceOutcome::source, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    private List<OtherLabel> others() {
        Map<String, List<Scored>> byLabel = new TreeMap<>();
        readable.stream().filter(scored -> truth(scored) < 0).forEach(scored -> byLabel.computeIfAbsent(
                        scored.scan().label(), label -> new ArrayList<>())
                .add(scored));
        return byLabel.entrySet().stream()
                .map(entry -> other(entry.getKey(), entry.getValue()))
                .toList();
    }

    private OtherLabel other(String label, List<Scored> part) {
        Map<String, Integer> called = new TreeMap<>();
        part.stream()
                .filter(Scored::hasClass)
                .forEach(scored -> called.merge(version.classes().get(scored.diagnosis()), 1, Integer::sum));
        Proportion undetermined = share(part, scored -> !scored.hasClass());
        return new OtherLabel(label, undetermined.patients(), undetermined, called);
    }

    private List<Mistake> mistakes(List<Scored> called) {
        return called.stream()
                .filter(scored -> scored.diagnosis() != truth(scored))
                .map(scored -> new Mistake(
                        scored.scan().scanId(),
                        scored.scan().source(),
                        scored.scan().label(),
                        version.classes().get(scored.diagnosis()),
                        scored.score().probabilities()[scored.diagnosis()],
                        scored.score().probabilities()[truth(scored)]))
                .sorted(Comparator.comparingDouble(Mistake::probability)
                        .reversed()
                        .thenComparing(Mistake::scanId))
                .limit(MOST_MISTAKES)
                .toList();
    }

    /** Returns a part of what the manifest says of the training; null if it has none, or another tool's that is not read. */
    private <T> @Nullable T trained(String part, Class<T> type) {
        Object value =
                version.evaluation() == null ? null : version.evaluation().get(part);
        if (!(value instanceof Map<?, ?> figures) || !figures.containsKey("scans")) {
            return null;
        }
        try {
            return Json.mapper().convertValue(figures, type);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
