package dev.thorax.storage;

/** The object store answered, and has no such object. */
public final class ObjectMissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ObjectMissingException(String key) {
        super("The object store has no object " + key + ".");
    }
}
