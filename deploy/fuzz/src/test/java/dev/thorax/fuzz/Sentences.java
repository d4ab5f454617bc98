package dev.thorax.fuzz;

/** Checks the sentences with which parsers refuse an input. */
public final class Sentences {
    private static final int LONGEST = 2_000;

    private Sentences() {}

    /** Fails if the message is no bounded text that a log and a terminal can take. */
    public static void check(Throwable refusal) {
        String sentence = refusal.getMessage();
        if (sentence == null || sentence.isBlank()) {
            throw new AssertionError("A refusal has no sentence.", refusal);
        }
        if (sentence.length() > LONGEST) {
            throw new AssertionError("A refusal has " + sentence.length() + " characters.", refusal);
        }
        if (sentence.codePoints().anyMatch(Character::isISOControl)) {
            throw new AssertionError("A refusal has control characters.", refusal);
        }
    }
}
