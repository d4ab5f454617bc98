package dev.thorax.storage;

import java.util.Objects;

/** Thrown if the object store fails a call. The same call may succeed later. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Describes the call that failed.
     *
     * @param action verb and key, for example {@code read scans/1/image.png}
     */
    public StoreUnavailableException(String action, Throwable cause) {
        super("The object store could not " + action + ": " + sentence(cause), cause);
    }

    private static String sentence(Throwable cause) {
        String message = Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName())
                .strip();
        return message.endsWith(".") ? message : message + ".";
    }
}
