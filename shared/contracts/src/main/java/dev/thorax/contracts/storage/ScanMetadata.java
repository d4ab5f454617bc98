package dev.thorax.contracts.storage;

import org.jspecify.annotations.Nullable;

/**
 * Metadata of a scan: everything but its pixels.
 *
 * @param mediaType what the original is, read from its bytes, e.g. {@code image/png}
 * @param bytes length of the original
 * @param width width of the canonical image in pixels
 * @param height height of the canonical image in pixels
 * @param canonical versions of the making that give this canonical image; null if it was made before they were recorded
 * @param window stored values that became black and white, or null if the original has 8 bits or was read before they were
 *     recorded
 * @param source the hospital or site that the scan comes from, or null if it is not known
 * @param mask SHA-256 of the scan's mask ({@link StorageKeys#mask}), 64 lower-case hex digits, or null if it has none
 */
public record ScanMetadata(
        String mediaType,
        int bytes,
        int width,
        int height,
        @Nullable CanonicalVersions canonical,
        @Nullable GreyWindow window,
        @Nullable String source,
        @Nullable String mask) {
    /** Creates the metadata of a scan without a mask. */
    public ScanMetadata(
            String mediaType,
            int bytes,
            int width,
            int height,
            @Nullable CanonicalVersions canonical,
            @Nullable GreyWindow window,
            @Nullable String source) {
        this(mediaType, bytes, width, height, canonical, window, source, null);
    }

    /** Creates the metadata of a scan whose canonical image was made before versions were recorded, and whose source is not known. */
    public ScanMetadata(String mediaType, int bytes, int width, int height) {
        this(mediaType, bytes, width, height, null, null, null);
    }

    /** Returns the same metadata with another source. */
    public ScanMetadata withSource(@Nullable String other) {
        return new ScanMetadata(mediaType, bytes, width, height, canonical, window, other, mask);
    }

    /** Returns the same metadata with another mask. */
    public ScanMetadata withMask(@Nullable String other) {
        return new ScanMetadata(mediaType, bytes, width, height, canonical, window, source, other);
    }
}
