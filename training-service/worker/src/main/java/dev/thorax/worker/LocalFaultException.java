package dev.thorax.worker;

/** Reports a fault of this machine, such as a full disk. The same job may succeed elsewhere, or here later. */
public final class LocalFaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param sentence what, why and what to do, for an operator; no patient identifier
     * @param cause what made it impossible
     */
    public LocalFaultException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
