package dev.thorax.worker.dataset;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.TrainingException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatasetListerTest {
    private static final String DATASET = "hospital";

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ExecutorService readers = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        readers.shutdownNow();
    }

    /** More scans than are read ahead, by several threads: the order must not depend on them. */
    @Test
    void shouldListAllScansByClassAndIdWhateverTheirNumber() {
        for (int i = 0; i < 100; i++) {
            add("s-" + i, i % 2 == 0 ? "VIRUS" : "NORMAL", null);
        }

        DatasetScans listed = list();

        assertThat(listed.dataset()).isEqualTo(DATASET);
        assertThat(listed.classes()).containsExactly("NORMAL", "VIRUS");
        assertThat(listed.scans()).hasSize(100).isEqualTo(list().scans());
        assertThat(listed.scans().subList(0, 50)).allMatch(scan -> scan.label() == 0);
        assertThat(listed.scans().subList(0, 50))
                .extracting(LabelledScan::scanId)
                .isSorted();
        assertThat(listed.scans().subList(50, 100)).allMatch(scan -> scan.label() == 1);
    }

    @Test
    void shouldKeepTheScansOfAPatientTogetherAndTheOthersApart() {
        add("s-1", "NORMAL", "p-1");
        add("s-2", "VIRUS", "p-1");
        add("s-3", "VIRUS", null);
        add("p-1", "VIRUS", " ");

        List<String> patients =
                list().scans().stream().map(LabelledScan::patient).toList();

        assertThat(patients).containsExactlyInAnyOrder("patient p-1", "patient p-1", "scan s-3", "scan p-1");
    }

    @Test
    void shouldNotListTheScansOfADataSetWhoseNameOnlyBeginsAlike() {
        add("s-1", "NORMAL", null);
        add("s-2", "VIRUS", null);
        ScanPointer other = new ScanPointer("s-3", "VIRUS", null, "00", StorageKeys.image("s-3"));
        store.put(StorageKeys.pointer("hospital-2", "VIRUS", "s-3"), Json.write(other), "application/json");

        assertThat(list().scans()).extracting(LabelledScan::scanId).containsExactly("s-1", "s-2");
    }

    @Test
    void shouldLeaveOutAScanThatLeftTheDataSetSinceTheListing() {
        add("s-1", "NORMAL", null);
        add("s-2", "VIRUS", null);
        add("s-3", "VIRUS", null);
        AtomicBoolean left = new AtomicBoolean();
        store.beforeEachCall(call -> {
            if (call.startsWith("read datasets/") && left.compareAndSet(false, true)) {
                store.delete(StorageKeys.pointer(DATASET, "VIRUS", "s-3"));
            }
        });

        assertThat(list().scans()).extracting(LabelledScan::scanId).containsExactly("s-1", "s-2");
    }

    @Test
    void shouldNameAnObjectThatIsNoPointer() {
        add("s-1", "NORMAL", null);
        store.put(StorageKeys.dataset(DATASET) + "README", "text".getBytes(UTF_8), "text/plain");

        assertThatThrownBy(this::list)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("datasets/hospital/README");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "{}",
                "{\"classes\":[]}",
                "{\"classes\":[\"NORMAL\"]}",
                "{\"classes\":[\"NORMAL\",\"NORMAL\"]}",
                "{\"classes\":[\"NORMAL\",null]}",
                "{\"classes\":[\"NORMAL\",\"../VIRUS\"]}",
                "{\"classes\":\"NORMAL\"}"
            })
    void shouldNotTrainWithDeclaredClassesThatCannotBeRead(String json) {
        add("s-1", "NORMAL", null);
        add("s-2", "VIRUS", null);
        store.put(StorageKeys.datasetClasses(DATASET), json.getBytes(UTF_8), "application/json");

        assertThatThrownBy(this::list)
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The classes of data set hospital cannot be read (")
                .hasMessageEndingWith("); declare them again.");
    }

    @Test
    void shouldTakeAStoreThatGoesAwayForNoEmptyDataSet() {
        add("s-1", "NORMAL", null);
        add("s-2", "VIRUS", null);
        store.beforeEachCall(call -> {
            if (call.endsWith("/s-2")) {
                throw new StoreUnavailableException(call, new IOException("away"));
            }
        });

        assertThatThrownBy(this::list).isInstanceOf(StoreUnavailableException.class);
    }

    private DatasetScans list() {
        return new DatasetLister(store).list(DATASET, readers);
    }

    private void add(String scanId, String label, String patient) {
        ScanPointer pointer = new ScanPointer(scanId, label, patient, "00", StorageKeys.image(scanId));
        store.put(StorageKeys.pointer(DATASET, label, scanId), Json.write(pointer), "application/json");
    }
}
