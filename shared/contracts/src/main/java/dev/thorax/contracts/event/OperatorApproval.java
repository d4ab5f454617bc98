package dev.thorax.contracts.event;

import org.jspecify.annotations.Nullable;

/**
 * Approval by an operator, which promotes what no comparison would.
 *
 * @param by the operator
 * @param why the operator's reason
 */
public record OperatorApproval(String by, String why) {
    /** End of a sentence: what a person can do about a declined promotion. */
    public static final String ADVICE = "an operator may promote it all the same by an explicit word (by and why).";

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 500;

    /**
     * The word that a request carries.
     *
     * @return null where it carries none
     * @throws PromotionException if it carries half of one, or a text that is too long or not one line
     */
    public static @Nullable OperatorApproval of(@Nullable String by, @Nullable String why) {
        if (by == null && why == null) {
            return null;
        }
        if (!isLine(by, LONGEST_NAME) || !isLine(why, LONGEST_REASON)) {
            throw new PromotionException("An operator's word needs by (who, 1 to " + LONGEST_NAME
                    + " characters) and why (the reason, 1 to " + LONGEST_REASON
                    + " characters), each on one line and without anything about a patient; give both or neither.");
        }
        return new OperatorApproval(by.strip(), why.strip());
    }

    private static boolean isLine(@Nullable String text, int longest) {
        return text != null
                && !text.isBlank()
                && text.length() <= longest
                && text.codePoints().noneMatch(Character::isISOControl);
    }
}
