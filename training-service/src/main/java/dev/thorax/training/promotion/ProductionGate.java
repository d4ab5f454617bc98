package dev.thorax.training.promotion;

import java.util.List;
import java.util.Optional;

import dev.thorax.events.ModelPromoted;
import dev.thorax.events.ModelPromoted.Basis;
import dev.thorax.model.BrokenBundle;

/** The rule by which a version goes to production without an operator's word. */
final class ProductionGate {
    private final double minMargin;
    private final Contest contest;
    private final Versions versions;

    ProductionGate(double minMargin, Contest contest, Versions versions) {
        this.minMargin = minMargin;
        this.contest = contest;
        this.versions = versions;
    }

    /**
     * Whether {@code challenger} may serve in production: it shows its margin over the shortcut controls, and beats what
     * serves there. That is the newest promoted version that can serve, as inference-service has it.
     *
     * @param newestFirst the promotions to production so far
     * @throws dev.thorax.storage.StoreUnavailable if the store cannot be asked
     */
    Verdict judge(OnnxVersion challenger, List<ModelPromoted> newestFirst) {
        Optional<String> objection = ShortcutMargin.objection(challenger.manifest(), minMargin);
        if (objection.isPresent()) {
            return Verdict.declined("The " + challenger.name() + " is not promoted to production, because "
                    + objection.get() + "; " + Advice.GIVE_A_WORD);
        }
        for (ModelPromoted promoted : newestFirst) {
            if (isThat(promoted, challenger)) {
                return Verdict.declined("The " + challenger.name() + " serves in production already.");
            }
            Optional<OnnxVersion> serving = open(promoted);
            if (serving.isPresent()) {
                try (OnnxVersion opened = serving.get()) {
                    return contest.between(challenger, opened);
                }
            }
        }
        return Verdict.promoted(
                Basis.EMPTY_SLOT,
                newestFirst.isEmpty()
                        ? "No version was in production, and this one shows its margin over its shortcut controls."
                        : "No version that was promoted to production can serve, and this one shows its margin over its "
                                + "shortcut controls.");
    }

    /** Empty if it cannot serve, and so the one before does. */
    private Optional<OnnxVersion> open(ModelPromoted promoted) {
        try {
            return Optional.of(versions.open(promoted));
        } catch (BrokenBundle e) {
            return Optional.empty();
        }
    }

    private static boolean isThat(ModelPromoted promoted, OnnxVersion version) {
        return version.manifest().model().equals(promoted.model())
                && version.manifest().version().equals(promoted.version());
    }
}
