package dev.thorax.ingest.admission;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.decode.DecodedScan;

/** Gives what is stored of a decoded scan, which is the same when it comes and when its image is made anew. */
public final class CanonicalImages {
    /** Media type of the canonical image. */
    public static final String PNG = "image/png";

    private CanonicalImages() {}

    /** Returns the canonical image as it is stored. */
    public static byte[] png(DecodedScan decoded) {
        return CanonicalImage.toPng(decoded.image(), decoded.canonical());
    }

    /** Returns the metadata of a scan of {@code source}, or of none, whose file had {@code bytes} bytes as it came. */
    public static ScanMetadata metadata(int bytes, DecodedScan decoded, @Nullable String source) {
        return new ScanMetadata(
                decoded.mediaType(),
                bytes,
                decoded.image().width(),
                decoded.image().height(),
                decoded.canonical(),
                decoded.window(),
                source);
    }
}
