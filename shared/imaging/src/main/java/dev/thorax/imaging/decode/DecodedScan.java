package dev.thorax.imaging.decode;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.GreyWindow;
import dev.thorax.imaging.GreyImage;

/**
 * Holds a decoded scan.
 *
 * @param mediaType media type of the file, found in its bytes, e.g. {@code image/png}
 * @param image its canonical image: long side at most {@value ImageDecoder#LONG_SIDE} pixels
 * @param canonical versions of the making that give this image
 * @param window stored values that became black and white, or null if the file has 8 bits
 */
public record DecodedScan(
        String mediaType, GreyImage image, CanonicalVersions canonical, @Nullable GreyWindow window) {}
