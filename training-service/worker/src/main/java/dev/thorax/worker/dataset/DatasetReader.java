package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.CanonicalVersionException;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.lungs.Preprocessor;
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
     * Lists the labelled scans with masks that {@code dataset} has now.
     *
     * @throws TrainingException if there are none, or a part of it is broken
     */
    public DatasetScans listMasked(String dataset) {
        return with(readers -> new DatasetLister(store).listMasked(dataset, readers));
    }

    /**
     * Lists the labelled scans that {@code dataset} has now, of any classes. It may have none.
     *
     * @throws TrainingException if a part of it is broken
     */
    public DatasetScans listAll(String dataset) {
        return with(readers -> new DatasetLister(store).listAll(dataset, readers));
    }

    /**
     * Reads the masks of a data set that {@link #read} returned, at the same size: uint8[H,W], 255 where a scan is marked.
     *
     * @throws TrainingException if a mask is broken, or is not the one that was listed
     * @throws MissingInputException if a mask is missing; it may come
     */
    public ScanPixels readMasks(Dataset dataset) {
        return with(readers -> cache.get(
                MaskReader.digest(dataset),
                dataset.input(),
                dataset.scans().size(),
                () -> new PrefetchingIterator<>(
                        dataset.scans().stream()
                                .<Supplier<byte[]>>map(scan -> () -> new MaskReader(store).read(dataset, scan))
                                .iterator(),
                        AHEAD,
                        readers)));
    }

    /**
     * Reads the pixels of {@code listed} at the size of {@code input}. In the result, scans with identical bytes have the
     * same patient.
     *
     * @throws TrainingException if an image is broken
     * @throws MissingInputException if an image is missing; it may come
     */
    public Dataset read(DatasetScans listed, InputSpec input) {
        return read(listed, input, null);
    }

    /**
     * Reads the squares around the lungs of {@code listed} at the size of {@code input}, as {@link #read(DatasetScans, InputSpec)} does.
     * A scan without lungs stays in the result, black and without their place.
     *
     * @param finder finds the lungs, or null if the network sees the scans without one
     */
    public Dataset read(DatasetScans listed, InputSpec input, @Nullable SharedLungFinder finder) {
        List<LabelledScan> scans = PatientGroups.join(listed.scans());
        InputSpec versioned = input.ofCanonical(CommonCanonicalVersion.of(listed.dataset(), scans));
        String digest = Dataset.digest(listed.classes(), scans);
        if (finder == null) {
            ScanPixels pixels = rows(digest, 0, listed, scans, Preprocessor.of(versioned));
            return new Dataset(listed.dataset(), listed.classes(), versioned, scans, pixels);
        }
        ScanPixels rows = rows(
                Sha256.of(digest + " lungs " + finder.sha256() + " rule " + LungFinder.RULE_VERSION),
                LungsTrailer.BYTES,
                listed,
                scans,
                Preprocessor.of(versioned, finder.finder()));
        List<SeenLungs> lungs = new ArrayList<>();
        for (int i = 0; i < scans.size(); i++) {
            lungs.add(LungsTrailer.read(rows.get(i)));
        }
        ScanPixels pixels = SelectedPixels.heads(rows, scans.size(), versioned.height() * versioned.width());
        return new Dataset(listed.dataset(), listed.classes(), versioned, scans, pixels, lungs);
    }

    private ScanPixels rows(
            String digest, int trailer, DatasetScans listed, List<LabelledScan> scans, Preprocessor preprocessor) {
        return with(readers -> cache.get(
                digest,
                preprocessor.input(),
                scans.size(),
                trailer,
                () -> new PrefetchingIterator<>(
                        scans.stream()
                                .<Supplier<byte[]>>map(
                                        scan -> () -> row(pointer(listed, scan), scan, preprocessor, trailer > 0))
                                .iterator(),
                        AHEAD,
                        readers)));
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
            // After a failure others may still use the lung finder, which the caller closes.
            awaitEnd(readers);
        }
    }

    private static void awaitEnd(ExecutorService readers) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = readers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScanPointerKey pointer(DatasetScans listed, LabelledScan scan) {
        return new ScanPointerKey(listed.dataset(), listed.classes().get(scan.label()), scan.scanId());
    }

    private byte[] row(ScanPointerKey key, LabelledScan scan, Preprocessor preprocessor, boolean lungs) {
        InputSpec input = preprocessor.input();
        String image = StorageKeys.image(key.scanId());
        try {
            byte[] png = store.get(image);
            // A scan that was filed again has the versions of its file. The image may be an older one with the same
            // pixels.
            CanonicalVersions recorded = CommonCanonicalVersion.versions(scan);
            boolean same = recorded.include(CanonicalImage.versions(png).to());
            GreyImage read = same ? CanonicalImage.fromPng(png) : CanonicalImage.fromPng(png, input.canonical());
            Optional<NetworkInput> seen = preprocessor.prepare(read);
            if (!lungs) {
                return seen.orElseThrow().pixels();
            }
            return seen.map(found -> LungsTrailer.append(found, read))
                    .orElseGet(() -> LungsTrailer.notFound(input.height() * input.width()));
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
