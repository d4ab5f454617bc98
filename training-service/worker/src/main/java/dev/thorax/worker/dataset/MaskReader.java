package dev.thorax.worker.dataset;

import java.util.stream.Collectors;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;

/** Reads the masks of scans from the object store. */
final class MaskReader {
    private final ObjectStore store;

    MaskReader(ObjectStore store) {
        this.store = store;
    }

    /** Returns a SHA-256 over the masks of a data set, 64 lower-case hex digits. */
    static String digest(Dataset dataset) {
        return Sha256.of(dataset.scans().stream()
                .map(scan -> "mask " + scan.scanId() + " " + scan.mask() + "\n")
                .collect(Collectors.joining()));
    }

    /** Returns the mask of a scan at the size of the data set, uint8[H,W]. */
    byte[] read(Dataset dataset, LabelledScan scan) {
        String key = StorageKeys.mask(scan.scanId());
        try {
            byte[] png = store.get(key);
            if (!Sha256.of(png).equals(scan.mask())) {
                throw new TrainingException("The mask " + key + " of data set " + dataset.name()
                        + " is another one than the training began with; request the training again under another id.");
            }
            GreyImage mask = CanonicalImage.fromPng(png);
            byte[] pixels = new byte[dataset.input().height() * dataset.input().width()];
            ModelInput.write(mask, dataset.input(), pixels, 0);
            return pixels;
        } catch (ObjectMissingException e) {
            throw new MissingInputException(
                    key,
                    "The mask " + key + " of data set " + dataset.name()
                            + " is not in the object store; put it back, or send the scan with its mask again.");
        } catch (IllegalArgumentException | ObjectCorruptException e) {
            throw new TrainingException("The mask " + key + " of data set " + dataset.name() + " cannot be read ("
                    + e.getMessage() + "); send the scan with its mask again.");
        }
    }
}
