package dev.thorax.training.promotion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.thorax.contracts.model.Manifest;

/** Finds the classes of a version that the source of a scan alone gives away, by the audit in its manifest. */
final class SourceLeak {
    private static final String AUDIT = "audit";
    private static final String SOURCES = "sources";
    private static final String TOLD = "toldBySource";

    private SourceLeak() {}

    /** Why the score of {@code manifest} may rest on where its scans came from; empty if nothing shows that it does. */
    static Optional<String> objection(Manifest manifest) {
        if (manifest.evaluation() != null
                && manifest.evaluation().get(AUDIT) instanceof Map<?, ?> audit
                && audit.get(SOURCES) instanceof Map<?, ?> sources
                && sources.get(TOLD) instanceof List<?> classes
                && !classes.isEmpty()) {
            return Optional.of("the source of a scan alone tells "
                    + classes.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + " from the other classes, so it may have learned the hospital instead of the disease; train it with"
                    + " scans of each class from the same sources");
        }
        return Optional.empty();
    }
}
