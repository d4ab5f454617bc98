package dev.thorax.worker.dataset;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.CanonicalVersionException;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;

/** Reads data sets from the object store: which scans they have now, and the pixels that are not in the cache. */
public final class DatasetReader {
    private static final int READERS = 8;
    /** Scans a reader may be ahead of the one that is written. */
    private static final int AHEAD = 4 * READERS;

    private final ObjectStore store;
    private final PixelCache cache;

    /**
     * Reads from {@code store}.
     *
     * @param cache keeps decoded scans
     */
    public DatasetReader(ObjectStore store, PixelCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /**
     * Lists the labelled scans that {@code dataset} has now.
     *
     * @throws TrainingException if it is empty, has one class only, has an undeclared class, or a part of it is broken
     */
    public DatasetScans list(String dataset) {
        return with(readers -> new DatasetLister(store).list(dataset, readers));
    }

    /**
     * Reads the pixels of {@code listed} at the size of {@code input}. In the result, scans with identical bytes have the
     * same patient.
     *
     * @throws TrainingException if an image is broken
     * @throws MissingInputException if an image is missing; it may come
     */
    public Dataset read(DatasetScans listed, InputSpec input) {
        List<LabelledScan> scans = PatientGroups.join(listed.scans());
        InputSpec versioned = input.ofCanonical(CommonCanonicalVersion.of(listed.dataset(), scans));
        ScanPixels pixels = with(readers -> cache.get(
                Dataset.digest(listed.classes(), scans),
                versioned,
                scans.size(),
                () -> new PrefetchingIterator<>(
                        scans.stream()
                                .<Supplier<byte[]>>map(scan -> () -> pixels(pointer(listed, scan), scan, versioned))
                                .iterator(),
                        AHEAD,
                        readers)));
        return new Dataset(listed.dataset(), listed.classes(), versioned, scans, pixels);
    }

    /**
     * Checks that none of {@code scans} was erased since they were listed.
     *
     * @param dataset name of their data set
     * @throws TrainingException with a sentence, if one was
     */
    public void checkNoneErased(String dataset, List<LabelledScan> scans) {
        with(readers -> {
            Iterator<Boolean> erased = new PrefetchingIterator<>(
                    scans.stream()
                            .<Supplier<Boolean>>map(scan -> () -> isErased(scan.scanId()))
                            .iterator(),
                    AHEAD,
                    readers);
            while (erased.hasNext()) {
                if (erased.next()) {
                    throw erased(dataset);
                }
            }
            return null;
        });
    }

    private static TrainingException erased(String dataset) {
        return new TrainingException("A scan of data set " + dataset
                + " was erased after this training began; request the training again under another id.");
    }

    private static <T> T with(Function<ExecutorService, T> work) {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            return work.apply(readers);
        } finally {
            readers.shutdownNow();
        }
    }

    private static ScanPointerKey pointer(DatasetScans listed, LabelledScan scan) {
        return new ScanPointerKey(listed.dataset(), listed.classes().get(scan.label()), scan.scanId());
    }

    private byte[] pixels(ScanPointerKey key, LabelledScan scan, InputSpec input) {
        String image = StorageKeys.image(key.scanId());
        byte[] pixels = new byte[input.height() * input.width()];
        try {
            byte[] png = store.get(image);
            // A scan that was filed again has the versions of its file. The image may be an older one with the same
            // pixels.
            CanonicalVersions recorded = CommonCanonicalVersion.versions(scan);
            boolean same = recorded.include(CanonicalImage.versions(png).to());
            GreyImage read = same ? CanonicalImage.fromPng(png) : CanonicalImage.fromPng(png, input.canonical());
            ModelInput.write(read, input, pixels, 0);
            return pixels;
        } catch (ObjectMissingException e) {
            if (isErased(key.scanId())) {
                throw erased(key.dataset());
            }
            throw new MissingInputException(
                    image,
                    "The image " + image + " of data set " + key.dataset()
                            + " is not in the object store; put it back, or delete " + key.key()
                            + " and ask for the training under another id.");
        } catch (CanonicalVersionException e) {
            throw new TrainingException("The image " + image + " of data set " + key.dataset()
                    + " is of another version than the training, as it was made anew meanwhile or not yet ("
                    + e.getMessage()
                    + "); request the training again when all images are made.");
        } catch (IllegalArgumentException | ObjectCorruptException e) {
            throw new TrainingException("The image " + image + " of data set " + key.dataset() + " cannot be read ("
                    + e.getMessage() + "); send the scan again or delete " + key.key() + ".");
        }
    }

    private boolean isErased(String scanId) {
        try {
            return ErasedScan.isErased(store.get(StorageKeys.claim(scanId)));
        } catch (ObjectMissingException | ObjectCorruptException e) {
            return false;
        }
    }
}
