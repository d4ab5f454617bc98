package dev.thorax.storage;

/** The object store did not do what it was asked for; the same call may succeed later. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreUnavailableException(String what, Throwable cause) {
        super("The object store could not " + what + ": " + cause.getMessage() + ".", cause);
    }
}
