package dev.thorax.contracts.storage;

/**
 * Names the versions of the making of canonical images that give the same pixels for a scan. An image that was made before versions were
 * recorded is of version 1 only.
 *
 * @param from first of these versions, at least 1
 * @param to last of these versions: the one by which the image was made
 */
public record CanonicalVersions(int from, int to) {
    /** Versions of an image that does not name any. */
    public static final CanonicalVersions UNRECORDED = new CanonicalVersions(1, 1);

    /** Checks that the versions are in order. */
    public CanonicalVersions {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("The versions " + from + " to " + to + " are not in order.");
        }
    }

    /** Returns whether {@code version} gives the same image. */
    public boolean include(int version) {
        return version >= from && version <= to;
    }

    @Override
    public String toString() {
        return from == to ? Integer.toString(to) : from + " to " + to;
    }
}
