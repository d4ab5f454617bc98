package dev.thorax.network.engine;

/** Reports an architecture that an engine cannot build or train. */
public final class UnsupportedArchitectureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param sentence which layer of which engine it is, and what to choose instead; for a person
     */
    public UnsupportedArchitectureException(String sentence) {
        super(sentence);
    }
}
