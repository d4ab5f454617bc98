package dev.thorax.imaging;

import dev.thorax.contracts.storage.CanonicalVersions;

/** Reports that a canonical image was made by another version than is needed; the message is one sentence for a person. */
public final class CanonicalVersionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    CanonicalVersionException(CanonicalVersions made, int needed) {
        super("The canonical image of this scan is of version " + made + ", but the model takes version " + needed
                + "; "
                + (made.to() < needed
                        ? "make the canonical images anew (docs/operations.md)."
                        : "train a version of the model with images of today."));
    }
}
