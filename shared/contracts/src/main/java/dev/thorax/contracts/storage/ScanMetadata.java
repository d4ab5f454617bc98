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
 */
public record ScanMetadata(
        String mediaType,
        int bytes,
        int width,
        int height,
        @Nullable CanonicalVersions canonical,
        @Nullable GreyWindow window) {
    /** Creates the metadata of a scan whose canonical image was made before versions were recorded. */
    public ScanMetadata(String mediaType, int bytes, int width, int height) {
        this(mediaType, bytes, width, height, null, null);
    }
}
