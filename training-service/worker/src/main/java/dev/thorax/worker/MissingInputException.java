package dev.thorax.worker;

/** Reports that an object or file that a job needs is not there. It may come, so the job is tried again for some hours. */
public final class MissingInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;

    /**
     * Creates the exception.
     *
     * @param name key or address of what is missing; the same at each try
     * @param sentence what, why and what to do, for the person who requested the job; no patient identifier
     */
    public MissingInputException(String name, String sentence) {
        super(sentence);
        this.name = name;
    }

    /** Returns the key or address of what is missing. */
    public String name() {
        return name;
    }
}
