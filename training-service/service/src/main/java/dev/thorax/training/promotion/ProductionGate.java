package dev.thorax.training.promotion;

import java.util.List;
import java.util.Optional;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.onnx.BrokenBundleException;

/** The rule by which a version goes to production without an operator's word. */
final class ProductionGate {
    private final double minMargin;
    private final VersionComparison contest;
    private final OpenedVersions versions;

    ProductionGate(double minMargin, VersionComparison contest, OpenedVersions versions) {
        this.minMargin = minMargin;
        this.contest = contest;
        this.versions = versions;
    }

    /**
     * Whether {@code challenger} may serve in production: it shows its margin over the shortcut controls, and beats what
     * serves there. That is the newest promoted version that can serve, as inference-service has it.
     *
     * @param newestFirst the promotions to production so far
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    GateResult judge(OpenedVersion challenger, List<ModelPromoted> newestFirst) {
        Optional<String> objection = ShortcutMargin.objection(challenger.manifest(), minMargin);
        if (objection.isPresent()) {
            return GateResult.declined("The " + challenger.name() + " is not promoted to production, because "
                    + objection.get() + "; " + PromotionAdvice.GIVE_A_WORD);
        }
        for (ModelPromoted promoted : newestFirst) {
            if (isThat(promoted, challenger)) {
                return GateResult.declined("The " + challenger.name() + " serves in production already.");
            }
            Optional<OpenedVersion> serving = open(promoted);
            if (serving.isPresent()) {
                try (OpenedVersion opened = serving.get()) {
                    return contest.between(challenger, opened);
                }
            }
        }
        return GateResult.promoted(
                Basis.EMPTY_SLOT,
                newestFirst.isEmpty()
                        ? "No version was in production, and this one shows its margin over its shortcut controls."
                        : "No version that was promoted to production can serve, and this one shows its margin over its "
                                + "shortcut controls.");
    }

    /** Empty if it cannot serve, and so the one before does. */
    private Optional<OpenedVersion> open(ModelPromoted promoted) {
        try {
            return Optional.of(versions.open(promoted));
        } catch (BrokenBundleException e) {
            return Optional.empty();
        }
    }

    private static boolean isThat(ModelPromoted promoted, OpenedVersion version) {
        return version.manifest().model().equals(promoted.model())
                && version.manifest().version().equals(promoted.version());
    }
}
