package dev.thorax.training.promotion;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.OperatorApproval;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.training.config.PromotionConfig;

/**
 * Rule by which a version goes to production without an operator's word: it shows its margin over the shortcut controls, no
 * class of it is told by the source of a scan alone, it leaves scans undetermined that are unlike its training scans, and it beats what
 * serves there.
 */
@Singleton
class ProductionRule {
    private final double minMargin;
    private final SlotHistory history;
    private final Comparisons comparisons;

    @Inject
    ProductionRule(PromotionConfig config, SlotHistory history, Comparisons comparisons) {
        this(config.minMargin(), history, comparisons);
    }

    ProductionRule(double minMargin, SlotHistory history, Comparisons comparisons) {
        this.minMargin = minMargin;
        this.history = history;
        this.comparisons = comparisons;
    }

    /**
     * Judges {@code challenger}.
     *
     * @return empty until a worker has compared it with the version that serves
     */
    Optional<RuleResult> judge(PromotionRequested request, StoredVersion challenger) {
        Optional<String> objection = ShortcutMargin.objection(challenger.manifest(), minMargin)
                .or(() -> SourceLeak.objection(challenger.manifest()))
                .or(() -> UngatedVersions.objection(challenger.manifest()));
        if (objection.isPresent()) {
            return Optional.of(RuleResult.declined("The " + challenger.name()
                    + " is not promoted to production, because " + objection.get() + "; " + OperatorApproval.ADVICE));
        }
        List<ModelPromoted> newestFirst = history.newestFirst();
        if (newestFirst.isEmpty()) {
            return Optional.of(RuleResult.promoted(
                    Basis.EMPTY_SLOT,
                    "No version was in production, and this one shows its margin over its shortcut controls."));
        }
        if (challenger.isThat(newestFirst.get(0))) {
            return Optional.of(RuleResult.declined("The " + challenger.name() + " serves in production already."));
        }
        return comparisons.result(request, newestFirst).map(result -> new RuleResult(result.basis(), result.reason()));
    }
}
