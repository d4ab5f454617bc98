package dev.thorax.storage;

/** Thrown if an encrypted object was changed, cut off, or belongs under another key. No later call can succeed. */
public final class ObjectCorruptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Names the object. */
    public ObjectCorruptException(String key) {
        super("The object " + key + " cannot be decrypted: it was changed, cut off, or put in the place of another one."
                + " Restore it from a backup, or delete it.");
    }
}
