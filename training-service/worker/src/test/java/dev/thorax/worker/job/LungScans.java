package dev.thorax.worker.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.storage.ObjectStore;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.snapshot.DatasetSnapshot;
import dev.thorax.worker.snapshot.SnapshotArchive;

/** Writes labelled scans with bright lungs, and a lung finder that finds them, as ingest and a training do. */
final class LungScans {
    static final String FINDER = "l-1";
    static final String RECIPE = "lungs: {model: lungs, version: " + FINDER + "}";
    private static final int BRIGHT = 128;

    private final ObjectStore store;

    LungScans(ObjectStore store) {
        this.store = store;
    }

    /** Writes scans with lungs from {@code first} to {@code last}, each of a patient of its own, in turn NORMAL and VIRUS. */
    void add(int first, int last, String source) {
        for (int i = first; i <= last; i++) {
            GreyImage image = TestPictures.lungs(i % 40 - 20);
            if (i % 2 == 1) {
                dim(image.pixels());
            }
            add(i, image, source);
        }
    }

    /** Writes a scan that shows no lungs. */
    void addBlank(int number, String source) {
        add(number, TestPictures.noise(300, 260, number, 60), source);
    }

    /** VIRUS has darker lungs. */
    private static void dim(byte[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Byte.toUnsignedInt(pixels[i]) > BRIGHT ? (byte) 170 : pixels[i];
        }
    }

    private void add(int number, GreyImage image, String source) {
        String id = "scan-" + number;
        String label = number % 2 == 0 ? "NORMAL" : "VIRUS";
        ScanMetadata metadata = new ScanMetadata("image/png", 9, image.width(), image.height());
        store.put(StorageKeys.image(id), CanonicalImage.toPng(image), "image/png");
        ScanPointer pointer = new ScanPointer(
                id,
                label,
                "p-" + number,
                Sha256.of(id),
                StorageKeys.image(id),
                source == null ? metadata : metadata.withSource(source));
        store.put(StorageKeys.pointer(LabelledScans.DATASET, label, id), Json.write(pointer), "application/json");
    }

    /** Stores the lung finder; it learned from the patients of {@code training} and was scored on that of scan 39. */
    void storeFinder(int... training) {
        List<LabelledScan> films = new ArrayList<>();
        for (int patient : training) {
            films.add(film(patient));
        }
        films.add(film(39));
        int[] learned = new int[training.length];
        for (int i = 0; i < learned.length; i++) {
            learned[i] = i;
        }
        Split split = new Split(learned, new int[0], new int[] {training.length});
        String snapshot = new SnapshotArchive(store)
                .keep(
                        FINDER,
                        new DatasetSnapshot(
                                new DatasetScans("masked", List.of("LUNGS"), films),
                                List.of(split),
                                Map.of("name", "lungs"),
                                "torch",
                                "torch 2.7",
                                "0123456789abcdef",
                                1,
                                null,
                                null,
                                false,
                                null,
                                TestBundles.TIME,
                                null))
                .digest();
        byte[] lungs = TinyNetworks.lungs();
        Manifest manifest = new Manifest(
                        "lungs",
                        FINDER,
                        List.of("LUNGS"),
                        new InputSpec(64, 64, InputSpec.Interpolation.AREA),
                        Map.of(),
                        "none",
                        1,
                        TestBundles.TIME,
                        new Manifest.Data(
                                "masked",
                                "0".repeat(64),
                                Map.of(),
                                Map.of(
                                        "training",
                                        ids(films.subList(0, training.length)),
                                        "test",
                                        List.of(film(39).scanId())),
                                snapshot,
                                null,
                                null),
                        Map.of(),
                        Map.of(Manifest.LUNGS, Sha256.of(lungs)))
                .ofKind(Manifest.Kind.SEGMENTATION);
        store.put(StorageKeys.bundleFile("lungs", FINDER, Manifest.LUNGS), lungs, "application/octet-stream");
        TestBundles.storeManifest(store, "lungs", FINDER, Json.write(manifest));
    }

    private static List<String> ids(List<LabelledScan> films) {
        return films.stream().map(LabelledScan::scanId).toList();
    }

    private static LabelledScan film(int patient) {
        String id = "film-" + patient;
        ScanPointer pointer = new ScanPointer(id, "LUNGS", "p-" + patient, Sha256.of(id), StorageKeys.image(id), null);
        return new LabelledScan(id, pointer.patientKey(), 0, pointer.sha256());
    }
}
