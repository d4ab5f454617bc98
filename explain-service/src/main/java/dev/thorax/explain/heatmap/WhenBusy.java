package dev.thorax.explain.heatmap;

/** What a caller does when as many heat maps are being computed and waiting as the service allows. */
public enum WhenBusy {
    /** Takes no for an answer: {@code NoExplanation} with {@code BUSY}. */
    NONE,
    /** Waits for as long as it takes. */
    ENDLESS
}
