package dev.thorax.storage;

/** Thrown if the object store has no object of a key. */
public final class ObjectMissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Names the missing object. */
    public ObjectMissingException(String key) {
        super("The object store has no object " + key + ".");
    }
}
