package dev.thorax.training.promotion;

import java.util.Optional;

import dev.thorax.contracts.model.Manifest;

/** Finds versions that give every scan a class. */
final class UngatedVersions {
    private UngatedVersions() {}

    /** Why the version of {@code manifest} names a class for every picture; empty if it has a gate. */
    static Optional<String> objection(Manifest manifest) {
        if (manifest.limits() != null) {
            return Optional.empty();
        }
        String why = manifest.gate() == null
                ? "it is from before there were gates; train it again"
                : uncapitalised(manifest.gate().none()) + "; train it by a recipe with a gate";
        return Optional.of("it has no gate, so it names a class for every picture, for a photograph, too: " + why);
    }

    private static String uncapitalised(String sentence) {
        String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
