package dev.thorax.training.promotion;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.thorax.contracts.model.Manifest;

/** Compares a version with its shortcut controls, by the audit in its manifest. */
final class ShortcutMargin {
    private static final String AUDIT = "audit";
    private static final String MARGIN = "margin";

    private ShortcutMargin() {}

    /** Why {@code manifest} does not show a margin of at least {@code bound}; empty if it does. */
    static Optional<String> objection(Manifest manifest, double bound) {
        Double margin = margin(manifest);
        if (margin == null) {
            return Optional.of("it was not audited for shortcuts, so nothing shows that it looks at more than the "
                    + "picture's frame, what lies outside the lungs, or metadata; train it again with the audit");
        }
        return margin >= bound
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "its accuracy is %.3f %s that of its best shortcut control, and at least %.3f above it are needed "
                                + "(thorax.promotion.min-margin)",
                        Math.abs(margin),
                        margin < 0 ? "below" : "above",
                        bound));
    }

    private static Double margin(Manifest manifest) {
        return manifest.evaluation() != null
                        && manifest.evaluation().get(AUDIT) instanceof Map<?, ?> audit
                        && audit.get(MARGIN) instanceof Number margin
                        && Double.isFinite(margin.doubleValue())
                ? Double.valueOf(margin.doubleValue())
                : null;
    }
}
