package dev.thorax.ingest.remake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.ingest.admission.AdmissionPool;
import dev.thorax.ingest.config.FixedThreads;
import dev.thorax.ingest.dataset.DatasetFiler;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.remake.ImageRemake.Counts;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImageRemakeTest {
    private static final byte[] PICTURE = TestPictures.png(1);
    private static final byte[] OLD = CanonicalImage.toPng(TestPictures.noise(64, 64, 2));
    private static final CanonicalVersions SAME = new CanonicalVersions(1, CanonicalImage.VERSION);

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final DatasetFiler filer = new DatasetFiler(store);
    private final List<String> writes = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldMakeAnOldImageAndItsMetadataAnew() throws Exception {
        scan("s1", PICTURE, OLD);
        file("s1", "NORMAL", "set1", "p-1");
        file("s1", "COVID-19", "set2", null);

        assertThat(run()).isEqualTo(new Counts(1, 0, 0));

        byte[] image = store.get(StorageKeys.image("s1"));
        assertThat(image)
                .isEqualTo(CanonicalImage.toPng(ImageDecoder.decode(PICTURE).image(), SAME));
        assertThat(store.mediaType(StorageKeys.image("s1"))).isEqualTo("image/png");
        ScanPointer pointer = pointer("set1", "NORMAL", "s1");
        assertThat(pointer)
                .isEqualTo(new ScanPointer(
                        "s1",
                        "NORMAL",
                        "p-1",
                        Sha256.of(PICTURE),
                        StorageKeys.image("s1"),
                        new ScanMetadata("image/png", PICTURE.length, 300, 260, SAME, null, null)));
        assertThat(pointer("set2", "COVID-19", "s1").metadata()).isEqualTo(pointer.metadata());
    }

    @Test
    void shouldKeepTheSourceAndTheMaskInTheMetadataThatItMakesAnew() {
        scan("s1", PICTURE, OLD);
        file("s1", "NORMAL", "set1", "p-1");
        ScanMetadata old =
                new ScanMetadata("image/png", 9, 8, 8).withSource("st-anna").withMask("0".repeat(64));
        filer.put(
                StorageKeys.pointer("set1", "NORMAL", "s1"),
                pointer("set1", "NORMAL", "s1").withMetadata(old));

        assertThat(run()).isEqualTo(new Counts(1, 0, 0));

        ScanMetadata made = pointer("set1", "NORMAL", "s1").metadata();
        assertThat(made.mask()).isEqualTo("0".repeat(64));
        assertThat(made.canonical()).isEqualTo(SAME);
        assertThat(made.bytes()).isEqualTo(9);
        assertThat(made.source()).isEqualTo("st-anna");
    }

    @Test
    void shouldKeepACurrentImageAndWriteNothing() {
        scan("s1", PICTURE, OLD);
        scan("s2", TestPictures.png(2), OLD);
        file("s2", "NORMAL", "set1", null);
        run();
        Map<String, byte[]> made = everything();

        assertThat(run()).isEqualTo(new Counts(0, 2, 0));

        assertThat(writes).isEmpty();
        assertThat(everything()).usingRecursiveComparison().isEqualTo(made);
    }

    @Test
    void shouldWriteTheSameBytesEachTime() {
        scan("s1", PICTURE, OLD);
        file("s1", "NORMAL", "set1", null);
        run();
        Map<String, byte[]> first = everything();
        store.put(StorageKeys.image("s1"), OLD, "image/png");

        assertThat(run()).isEqualTo(new Counts(1, 0, 0));

        assertThat(everything()).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void shouldMakeTheMetadataThatAStopLeftBehind() {
        scan("s1", PICTURE, OLD);
        file("s1", "NORMAL", "set1", null);
        store.beforeEachCall(call -> {
            if (call.startsWith("write datasets/")) {
                throw new StoreUnavailableException("write", new IllegalStateException("stopped"));
            }
        });
        assertThatThrownBy(() -> remake().run()).isInstanceOf(StoreUnavailableException.class);
        assertThat(CanonicalImage.versions(store.get(StorageKeys.image("s1")))).isEqualTo(SAME);
        assertThat(pointer("set1", "NORMAL", "s1").metadata()).isNull();

        assertThat(run()).isEqualTo(new Counts(1, 0, 0));

        assertThat(pointer("set1", "NORMAL", "s1").metadata().canonical()).isEqualTo(SAME);
        assertThat(run()).isEqualTo(new Counts(0, 1, 0));
    }

    @Test
    void shouldGoOnAfterAStopAmongManyScans() {
        IntStream.range(0, 900).forEach(i -> scan("s" + i, PICTURE, OLD));
        store.beforeEachCall(call -> {
            if (call.equals("write " + StorageKeys.image("s50"))) {
                throw new StoreUnavailableException("write", new IllegalStateException("stopped"));
            }
        });
        assertThatThrownBy(() -> remake().run()).isInstanceOf(StoreUnavailableException.class);

        Counts counts = run();

        assertThat(counts.made() + counts.kept()).isEqualTo(900);
        assertThat(counts.made()).isPositive().isLessThan(900);
        assertThat(counts.refused()).isZero();
        assertThat(run()).isEqualTo(new Counts(0, 900, 0));
    }

    @Test
    void shouldMakeAnImageOfAnOriginalWithoutItsMetadata() {
        scan("s1", PICTURE, OLD);
        Map<String, String> claim = Map.of("sha256", "0f", "original", Sha256.of(PICTURE));
        store.put(StorageKeys.claim("s1"), Json.write(claim), "application/json");

        assertThat(run()).isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void shouldRefuseAScanWithoutOriginalAndMakeTheNext() {
        scan("s1", PICTURE, OLD);
        store.delete(StorageKeys.original("s1"));
        scan("s2", PICTURE, OLD);

        assertThat(run()).isEqualTo(new Counts(1, 0, 1));

        assertThat(store.get(StorageKeys.image("s1"))).isEqualTo(OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a picture", "\u0089PNG\r\n"})
    void shouldRefuseAnOriginalThatIsNotDecoded(String original) {
        scan("s1", original.getBytes(StandardCharsets.ISO_8859_1), OLD);
        file("s1", "NORMAL", "set1", null);
        scan("s2", PICTURE, OLD);

        assertThat(run()).isEqualTo(new Counts(1, 0, 1));

        assertThat(store.get(StorageKeys.image("s1"))).isEqualTo(OLD);
        assertThat(pointer("set1", "NORMAL", "s1").metadata()).isNull();
    }

    @Test
    void shouldRefuseAnOriginalThatIsAnotherThanTheClaimed() {
        scan("s1", PICTURE, OLD);
        store.put(StorageKeys.original("s1"), TestPictures.png(3), "image/png");
        scan("s2", PICTURE, OLD);
        store.put(StorageKeys.claim("s2"), new byte[] {'['}, "application/json");

        assertThat(run()).isEqualTo(new Counts(0, 0, 2));

        assertThat(store.get(StorageKeys.image("s1"))).isEqualTo(OLD);
    }

    @Test
    void shouldMakeAnImageThatIsMissing() {
        scan("s1", PICTURE, OLD);
        store.delete(StorageKeys.image("s1"));

        assertThat(run()).isEqualTo(new Counts(1, 0, 0));

        assertThat(CanonicalImage.versions(store.get(StorageKeys.image("s1")))).isEqualTo(SAME);
    }

    @Test
    void shouldDeleteExplanationsOfAnImageThatChanges() {
        byte[] newer = CanonicalImage.toPng(TestPictures.noise(64, 64, 2), new CanonicalVersions(90, 91));
        String old = StorageKeys.probabilities("s1", "m", "v1");
        String same = StorageKeys.probabilities("s2", "m", "v1");
        scan("s1", PICTURE, newer);
        scan("s2", PICTURE, OLD);
        store.put(old, new byte[2], "application/json");
        store.put(same, new byte[2], "application/json");

        assertThat(run()).isEqualTo(new Counts(2, 0, 0));

        assertThat(store.exists(old)).isFalse();
        assertThat(store.exists(same)).isTrue();
    }

    /** A reader takes the pointer that the filing names. */
    @Test
    void shouldNotMoveAScanBackThatMovesMeanwhile() {
        scan("s1", PICTURE, OLD);
        file("s1", "NORMAL", "set1", null);
        store.beforeEachCall(call -> {
            if (call.startsWith("write datasets/")) {
                store.beforeEachCall(other -> {});
                file("s1", "COVID-19", "set1", null);
            }
        });

        remake().run();

        assertThat(filer.pointers("s1")).containsOnlyKeys(StorageKeys.pointer("set1", "COVID-19", "s1"));
        assertThat(run()).isEqualTo(new Counts(1, 0, 0));
        assertThat(pointer("set1", "COVID-19", "s1").metadata().canonical()).isEqualTo(SAME);
    }

    @Test
    void shouldLeaveOtherObjectsInTheFolderOfScans() {
        store.put("scans/a b/original", PICTURE, "image/png");
        store.put("scans/s1/deep/original", PICTURE, "image/png");

        assertThat(run()).isEqualTo(new Counts(0, 0, 0));
        assertThat(writes).isEmpty();
    }

    private Counts run() {
        writes.clear();
        store.beforeEachCall(call -> {
            if (call.startsWith("write ") || call.startsWith("delete ")) {
                writes.add(call);
            }
        });
        Counts counts = remake().run();
        store.beforeEachCall(call -> {});
        return counts;
    }

    private ImageRemake remake() {
        return new ImageRemake(
                store, new ScanRemake(store, ImageDecoder::decode, filer), new AdmissionPool(new FixedThreads(2)));
    }

    private Map<String, byte[]> everything() {
        Map<String, byte[]> objects = new HashMap<>();
        store.list("").forEach(key -> objects.put(key, store.get(key)));
        return objects;
    }

    private void scan(String id, byte[] original, byte[] image) {
        Map<String, String> claim = Map.of("origin", "thorax.scans-0@1", "sha256", Sha256.of(original));
        store.put(StorageKeys.claim(id), Json.write(claim), "application/json");
        store.put(StorageKeys.original(id), original, "image/png");
        store.put(StorageKeys.image(id), image, "image/png");
    }

    private void file(String id, String label, String dataset, String patient) {
        byte[] original = store.get(StorageKeys.original(id));
        Scan scan = Scan.of(id, null, label, dataset, original, "thorax.scans-0@1");
        filer.file(scan, new ScanMetadata("image/png", original.length, 1, 1), patient);
        // Earlier releases wrote no metadata.
        String key = StorageKeys.pointer(dataset, label, id);
        filer.put(key, pointer(dataset, label, id).withMetadata(null));
    }

    private ScanPointer pointer(String dataset, String label, String id) {
        return Json.read(store.get(StorageKeys.pointer(dataset, label, id)), ScanPointer.class);
    }
}
