package dev.thorax.worker.dataset;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

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

class PointerReaderTest {
    private static final ScanPointerKey NORMAL = new ScanPointerKey("hospital", "NORMAL", "s-1");
    private static final ScanPointerKey VIRUS = new ScanPointerKey("hospital", "VIRUS", "s-1");

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final PointerReader reader = new PointerReader(store);

    @Test
    void shouldReadTheOnlyPointerWithoutAFiling() {
        ScanPointer pointer = put(NORMAL);

        assertThat(reader.read(List.of(NORMAL))).contains(pointer);
    }

    @Test
    void shouldTakeThePointerThatTheFilingNames() {
        put(NORMAL);
        ScanPointer right = put(VIRUS);
        file("{\"label\":\"VIRUS\",\"more\":1}");

        assertThat(reader.read(List.of(NORMAL, VIRUS))).contains(right);
        assertThat(reader.read(List.of(VIRUS, NORMAL))).contains(right);
    }

    @Test
    void shouldFollowAScanThatMovedAfterItWasListed() {
        ScanPointer right = put(VIRUS);
        file("{\"label\":\"VIRUS\"}");

        assertThat(reader.read(List.of(NORMAL))).contains(right);
    }

    /** Ingest writes the pointer of the new class a moment after the look. */
    @Test
    void shouldLookAgainWhileTheNewPointerIsNotThereYet() {
        file("{\"label\":\"VIRUS\"}");
        AtomicInteger looks = new AtomicInteger();
        store.beforeEachCall(call -> {
            if (call.equals("read " + VIRUS.key()) && looks.incrementAndGet() == 2) {
                put(VIRUS);
            }
        });

        assertThat(reader.read(List.of(NORMAL))).isPresent();
        assertThat(looks).hasValue(2);
    }

    @Test
    void shouldReadNothingOfAScanThatLeftTheDataSet() {
        assertThat(reader.read(List.of(NORMAL))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"label\":null}", "{\"label\":\"../VIRUS\"}"})
    void shouldRefuseTwoPointersThatNoFilingDecidesBetween(String filing) {
        put(NORMAL);
        put(VIRUS);
        file(filing);

        assertThatThrownBy(() -> reader.read(List.of(NORMAL, VIRUS)))
                .isInstanceOf(TrainingException.class)
                .hasMessage("Scan s-1 lies in data set hospital as NORMAL and as VIRUS; send it again with the class"
                        + " that is right, then train again.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[1]",
                "{}",
                "{\"scanId\":\"s-2\",\"label\":\"NORMAL\",\"sha256\":\"00\",\"imageKey\":\"scans/s-1/image.png\"}",
                "{\"scanId\":\"s-1\",\"label\":\"VIRUS\",\"sha256\":\"00\",\"imageKey\":\"scans/s-1/image.png\"}",
                "{\"scanId\":\"s-1\",\"label\":\"NORMAL\",\"sha256\":\"00\",\"imageKey\":\"scans/s-2/image.png\"}",
                "{\"scanId\":\"s-1\",\"label\":\"NORMAL\",\"sha256\":\"00\"}",
                "{\"scanId\":{\"a\":[]},\"label\":\"NORMAL\"}"
            })
    void shouldNameAPointerThatDoesNotDescribeItsScan(String json) {
        store.put(NORMAL.key(), json.getBytes(UTF_8), "application/json");

        assertThatThrownBy(() -> reader.read(List.of(NORMAL)))
                .isInstanceOf(TrainingException.class)
                .hasMessage("The pointer datasets/hospital/NORMAL/s-1 does not describe the labelled scan that its name"
                        + " says; send the scan again or delete it.");
    }

    @Test
    void shouldNameAPointerWithoutADigest() {
        store.put(
                NORMAL.key(),
                Json.write(Map.of("scanId", "s-1", "label", "NORMAL", "imageKey", StorageKeys.image("s-1"))),
                "application/json");

        assertThatThrownBy(() -> reader.read(List.of(NORMAL))).isInstanceOf(TrainingException.class);
    }

    @Test
    void shouldTakeAStoreThatIsAwayForNoMissingPointer() {
        put(NORMAL);
        store.failNext(1);

        assertThatThrownBy(() -> reader.read(List.of(NORMAL))).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldEndIfItsThreadIsAskedToEndWhileItWaits() {
        file("{\"label\":\"VIRUS\"}");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> reader.read(List.of(NORMAL))).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private ScanPointer put(ScanPointerKey key) {
        ScanPointer pointer =
                new ScanPointer(key.scanId(), key.label(), "p-1", "00", StorageKeys.image(key.scanId()), null);
        store.put(key.key(), Json.write(pointer), "application/json");
        return pointer;
    }

    private void file(String json) {
        store.put(StorageKeys.filing("s-1", "hospital"), json.getBytes(UTF_8), "application/json");
    }
}
