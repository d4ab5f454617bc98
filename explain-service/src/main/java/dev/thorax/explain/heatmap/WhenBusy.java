package dev.thorax.explain.heatmap;

/** Selects what a caller wants if as many heat maps are being computed and waiting as the service allows. */
public enum WhenBusy {
    /** Fails with an {@link dev.thorax.explain.problem.ExplanationException} of the reason {@code BUSY}. */
    REJECT,
    /** Waits for as long as it takes. */
    WAIT
}
