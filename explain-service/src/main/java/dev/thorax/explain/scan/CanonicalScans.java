package dev.thorax.explain.scan;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.CanonicalVersionException;
import dev.thorax.imaging.GreyImage;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Reads canonical images from the object store. */
@ApplicationScoped
public class CanonicalScans {
    private final ObjectStore store;

    /** Reads from {@code store}. */
    public CanonicalScans(ObjectStore store) {
        this.store = store;
    }

    /**
     * Returns the canonical image as it is stored, an 8-bit grey PNG.
     *
     * @throws ExplanationException if there is no such scan, or its image is damaged
     */
    public byte[] png(String scanId) {
        if (!StorageKeys.isName(scanId)) {
            throw unknown();
        }
        try {
            return store.get(StorageKeys.image(scanId));
        } catch (ObjectMissingException e) {
            throw unknown();
        } catch (ObjectCorruptException e) {
            throw damaged();
        }
    }

    /**
     * Returns the pixels of a canonical image.
     *
     * @throws ExplanationException if {@code png} is not one
     */
    public static GreyImage decode(byte[] png) {
        try {
            return CanonicalImage.fromPng(png);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    /**
     * Returns the pixels of a canonical image for a network that takes one version of its making.
     *
     * @throws ExplanationException if {@code png} is not one, or of another version
     */
    public static GreyImage decode(byte[] png, int version) {
        try {
            return CanonicalImage.fromPng(png, version);
        } catch (CanonicalVersionException e) {
            throw new ExplanationException(Reason.UNUSABLE_SCAN, e.getMessage());
        } catch (IllegalArgumentException e) {
            return decode(png);
        }
    }

    private static ExplanationException damaged() {
        return new ExplanationException(
                Reason.UNUSABLE_SCAN,
                "The stored picture of this scan is damaged; send the scan again under another id.");
    }

    private static ExplanationException unknown() {
        return new ExplanationException(
                Reason.UNKNOWN_SCAN,
                "No scan of this id is stored: it is not stored yet, it was rejected, or the id is wrong.");
    }
}
