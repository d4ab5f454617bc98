package dev.thorax.training.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.thorax.events.EventJson;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.model.InputSpec;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.storage.ScanPointer;
import dev.thorax.training.problem.CannotTrain;
import dev.thorax.training.store.PatientStore;

/** Reads a data set from the object store; images are made small as they come, so memory holds only the recipe's pixels. */
public final class DatasetReader {
    private static final int READERS = 8;

    private final PatientStore store;
    private final long mostPixels;

    /**
     * Reads from {@code store}.
     *
     * @param mostPixels pixels that a data set may take in memory, one byte each
     */
    public DatasetReader(PatientStore store, long mostPixels) {
        this.store = store;
        this.mostPixels = mostPixels;
    }

    /**
     * Reads every labelled scan of {@code dataset} at the size of {@code input}.
     *
     * @throws CannotTrain if it is empty, has one class only, is too large, or a part of it is missing or broken
     */
    public Dataset read(String dataset, InputSpec input) {
        List<PointerKey> keys = store.list(Keys.dataset(dataset)).stream()
                .map(key -> PointerKey.parse(dataset, key))
                .toList();
        List<String> classes =
                keys.stream().map(PointerKey::label).distinct().sorted().toList();
        check(dataset, keys.size(), classes, input);
        checkOneClassEach(dataset, keys);
        return new Dataset(dataset, classes, input, scans(keys, classes, input));
    }

    private void check(String dataset, int scans, List<String> classes, InputSpec input) {
        if (scans == 0) {
            throw new CannotTrain("Data set " + dataset + " has no scans; publish labelled scans to it first.");
        }
        if (classes.size() == 1) {
            throw new CannotTrain("Data set " + dataset + " has only the class " + classes.get(0)
                    + ", but a network needs at least two to tell apart; publish scans of another class.");
        }
        long most = mostPixels / ((long) input.height() * input.width());
        if (scans > most) {
            throw new CannotTrain("Data set " + dataset + " has " + scans + " scans, but at " + input.width() + " x "
                    + input.height() + " pixels at most " + most
                    + " fit; make a smaller data set, or start the service with more memory (-Xmx).");
        }
    }

    private static void checkOneClassEach(String dataset, List<PointerKey> keys) {
        Map<String, String> labels = new HashMap<>();
        for (PointerKey key : keys) {
            String other = labels.put(key.scanId(), key.label());
            if (other != null) {
                throw new CannotTrain("Scan " + key.scanId() + " lies in data set " + dataset + " as " + other
                        + " and as " + key.label() + "; send it again with the class that is right, then train again.");
            }
        }
    }

    private List<LabelledScan> scans(List<PointerKey> keys, List<String> classes, InputSpec input) {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Optional<LabelledScan>>> reads = keys.stream()
                    .map(key -> readers.submit(() -> scan(key, classes.indexOf(key.label()), input)))
                    .toList();
            List<LabelledScan> scans = new ArrayList<>(reads.size());
            for (Future<Optional<LabelledScan>> read : reads) {
                read.get().ifPresent(scans::add);
            }
            return scans;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Reading the data set was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            readers.shutdownNow();
        }
    }

    /** Empty if the scan was moved to another class since the data set was listed. */
    private Optional<LabelledScan> scan(PointerKey key, int label, InputSpec input) {
        byte[] json;
        try {
            json = store.get(key.key());
        } catch (ObjectMissing e) {
            return Optional.empty();
        }
        ScanPointer pointer = pointer(key, json);
        try {
            return Optional.of(scan(pointer, CanonicalImage.fromPng(store.get(pointer.imageKey())), label, input));
        } catch (ObjectMissing e) {
            throw new CannotTrain("The image " + pointer.imageKey() + " of data set " + key.dataset()
                    + " is gone from the object store; send the scan again or delete " + key.key() + ".");
        } catch (IllegalArgumentException e) {
            throw new CannotTrain("The image " + pointer.imageKey() + " of data set " + key.dataset()
                    + " cannot be read (" + e.getMessage() + "); send the scan again or delete " + key.key() + ".");
        }
    }

    private static LabelledScan scan(ScanPointer pointer, GreyImage image, int label, InputSpec input) {
        byte[] pixels = new byte[input.height() * input.width()];
        ModelInput.write(image, input, pixels, 0);
        Metadata metadata = new Metadata(image.width(), image.height(), pointer.mediaType(), pointer.bytes());
        return new LabelledScan(pointer.scanId(), patient(pointer), label, pointer.sha256(), pixels, metadata);
    }

    private static ScanPointer pointer(PointerKey key, byte[] json) {
        try {
            ScanPointer pointer = EventJson.read(json, ScanPointer.class);
            if (key.scanId().equals(pointer.scanId())
                    && key.label().equals(pointer.label())
                    && Keys.image(key.scanId()).equals(pointer.imageKey())
                    && pointer.sha256() != null) {
                return pointer;
            }
        } catch (EventJson.UnreadableEvent e) {
            throw broken(key, e);
        }
        throw broken(key, null);
    }

    private static CannotTrain broken(PointerKey key, RuntimeException cause) {
        CannotTrain broken = new CannotTrain("The pointer " + key.key()
                + " does not describe the labelled scan that its name says; send the scan again or delete it.");
        if (cause != null) {
            broken.initCause(cause);
        }
        return broken;
    }

    private static String patient(ScanPointer pointer) {
        String patient = pointer.patient();
        return patient == null || patient.isBlank() ? "scan " + pointer.scanId() : "patient " + patient;
    }
}
