package dev.thorax.training.api;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.InvalidRequestException;

/** Names who decides something by HTTP: the caller, and nobody else. */
final class DecisionAuthor {
    private DecisionAuthor() {}

    /**
     * Returns the caller's name.
     *
     * @param by what the body of the request contains
     * @throws InvalidRequestException if that is another name
     */
    static String of(@Nullable String by, String caller) {
        if (by != null && !by.equals(caller)) {
            throw new InvalidRequestException("The field by must be " + caller
                    + ", the name of the caller, because nobody decides for others; leave it out.");
        }
        return caller;
    }

    /** Returns the author of an explicit word: the caller's name, or null if there is no word because {@code why} is missing. */
    static @Nullable String ofWord(@Nullable String by, @Nullable String why, String caller) {
        String author = of(by, caller);
        return by == null && why == null ? null : author;
    }
}
