package dev.thorax.storage;

/** Thrown if the object store fails a call. The same call may succeed later. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Describes the call that failed.
     *
     * @param action verb and key, for example {@code read scans/1/image.png}
     */
    public StoreUnavailableException(String action, Throwable cause) {
        super("The object store could not " + action + ": " + cause.getMessage() + ".", cause);
    }
}
