package dev.thorax.evaluation;

import java.util.Locale;

/**
 * The score of the mask that a network drew for one scan.
 *
 * @param scanId the scan
 * @param dice twice the positions that both masks mark, divided by the sum of those that each marks, in [0,1]; 1 if neither
 *     marks any
 * @param search {@code found}, or why no pair of lungs was found, in lower case with dashes
 */
public record MaskScore(String scanId, double dice, String search) {
    private static final String FOUND = "found";
    private static final float THRESHOLD = 0.5f;

    /**
     * Scores a mask.
     *
     * @param drawn the network's probabilities; above one half is marked
     * @param truth share of each position that a person marked, in [0,1]; above one half is marked
     * @param notFound the name of the reason why no pair of lungs was found, or null if it was
     */
    public static MaskScore of(String scanId, float[] drawn, float[] truth, String notFound) {
        String search =
                notFound == null ? FOUND : notFound.toLowerCase(Locale.ROOT).replace('_', '-');
        return new MaskScore(scanId, dice(drawn, truth), search);
    }

    /** Returns the Dice coefficient (Dice 1945) of two masks of one size, in [0,1]. */
    public static double dice(float[] drawn, float[] truth) {
        if (drawn.length != truth.length) {
            throw new IllegalArgumentException(
                    "Masks of " + drawn.length + " and " + truth.length + " positions cannot be compared.");
        }
        int both = 0;
        int marked = 0;
        for (int i = 0; i < drawn.length; i++) {
            boolean one = drawn[i] > THRESHOLD;
            boolean other = truth[i] > THRESHOLD;
            both += one && other ? 1 : 0;
            marked += (one ? 1 : 0) + (other ? 1 : 0);
        }
        return marked == 0 ? 1 : 2.0 * both / marked;
    }

    /** Returns whether a pair of lungs was found. */
    public boolean found() {
        return FOUND.equals(search);
    }
}
