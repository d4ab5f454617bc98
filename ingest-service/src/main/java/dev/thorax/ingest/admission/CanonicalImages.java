package dev.thorax.ingest.admission;

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

    /** Returns the metadata of the scan with the bytes {@code original}. */
    public static ScanMetadata metadata(byte[] original, DecodedScan decoded) {
        return new ScanMetadata(
                decoded.mediaType(),
                original.length,
                decoded.image().width(),
                decoded.image().height(),
                decoded.canonical(),
                decoded.window());
    }
}
