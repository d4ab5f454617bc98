package dev.thorax.training.promotion;

/** What a person can do about a declined promotion. */
final class PromotionAdvice {
    /** The end of a sentence. */
    static final String GIVE_A_WORD = "an operator may promote it all the same by an explicit word (by and why).";

    private PromotionAdvice() {}
}
