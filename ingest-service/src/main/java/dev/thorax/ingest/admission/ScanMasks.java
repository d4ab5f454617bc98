package dev.thorax.ingest.admission;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.decode.MaskDecoder;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Judges the masks of scans, and stores them in the geometry of the canonical images. */
@ApplicationScoped
public class ScanMasks {
    private static final int HALF = 127;
    private static final int MARKED = 255;
    /** Published masks are often made at another size, and their sides rounded. */
    private static final double MOST_DISTORTED = 0.02;

    private final MaskDecoder decoder;
    private final ObjectStore store;

    /** Decodes by {@code decoder} and stores in {@code store}. */
    public ScanMasks(MaskDecoder decoder, ObjectStore store) {
        this.decoder = decoder;
        this.store = store;
    }

    /**
     * A mask that may be stored.
     *
     * @param png 8-bit grey PNG of the size of the canonical image, 255 where it is marked, else 0
     */
    public record Mask(byte[] png) {
        /** Returns its SHA-256, 64 lower-case hex digits. */
        String sha256() {
            return Sha256.of(png);
        }
    }

    /**
     * Reads the mask of a scan.
     *
     * @param decoded the scan itself
     * @return empty if the scan has none
     * @throws UnacceptableScanException with a sentence, if it is no mask, or none of this scan
     */
    public Optional<Mask> read(Scan scan, DecodedScan decoded) throws UnacceptableScanException {
        if (scan.mask() == null) {
            return Optional.empty();
        }
        GreyImage mask;
        try {
            mask = decoder.decodeMask(scan.mask()).image();
        } catch (UnacceptableScanException e) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA, "The mask of the scan cannot be taken. " + e.getMessage());
        }
        GreyImage image = decoded.image();
        if (!haveOneShape(mask, image)) {
            throw new UnacceptableScanException(
                    RejectionReason.INVALID_METADATA,
                    "The mask of the scan has another shape than the scan (made smaller they are " + mask.width()
                            + " x "
                            + mask.height() + " and " + image.width() + " x " + image.height()
                            + " pixels); send a mask that covers the whole scan as it is shown.");
        }
        return Optional.of(new Mask(CanonicalImage.toPng(resized(mask, image.width(), image.height()))));
    }

    private static boolean haveOneShape(GreyImage mask, GreyImage image) {
        double ratio = (double) mask.width() * image.height() / ((double) mask.height() * image.width());
        return Math.abs(ratio - 1) <= MOST_DISTORTED;
    }

    /**
     * Returns the mask at another size, each pixel that of the nearest one. It is black and white whatever the process wrote
     * that decoded it, which has met strangers' files.
     */
    private static GreyImage resized(GreyImage mask, int width, int height) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int row = (int) ((i / width + 0.5) * mask.height() / height);
            int column = (int) ((i % width + 0.5) * mask.width() / width);
            pixels[i] = (byte) ((mask.pixels()[row * mask.width() + column] & MARKED) > HALF ? MARKED : 0);
        }
        return new GreyImage(width, height, pixels);
    }

    /** Returns the SHA-256 of the mask that a scan has, 64 lower-case hex digits, or null if it has none. */
    @Nullable
    String stored(String scanId) {
        try {
            return Sha256.of(store.get(StorageKeys.mask(scanId)));
        } catch (ObjectMissingException e) {
            return null;
        }
    }

    /** Stores the mask of a scan, before the scan is filed with it. */
    void store(String scanId, Mask mask) {
        store.put(StorageKeys.mask(scanId), mask.png(), CanonicalImages.PNG);
    }
}
