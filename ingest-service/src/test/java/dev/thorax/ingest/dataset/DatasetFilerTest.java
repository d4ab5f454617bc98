package dev.thorax.ingest.dataset;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.dataset.DatasetFiler.Change;
import dev.thorax.ingest.record.Scan;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class DatasetFilerTest {
    private static final ScanMetadata METADATA = new ScanMetadata("image/png", 3, 300, 260);

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final DatasetFiler filer = new DatasetFiler(store);

    @Test
    void shouldPointAtTheImageUnderTheLabel() {
        assertThat(file("NORMAL", "set1", "p-1")).isEqualTo(Change.FILED);

        ScanPointer pointer = pointer("set1", "NORMAL");
        assertThat(pointer.imageKey()).isEqualTo(StorageKeys.image("s1"));
        assertThat(pointer.patient()).isEqualTo("p-1");
        assertThat(pointer.metadata()).isEqualTo(METADATA);
    }

    @Test
    void shouldChangeNothingIfTheScanIsFiledLikeThis() {
        file("NORMAL", "set1", "p-1");

        assertThat(file("NORMAL", "set1", "p-1")).isEqualTo(Change.NONE);
    }

    @Test
    void shouldKeepOnlyTheLastLabelInADataSet() {
        file("NORMAL", "set1", "p-1");

        assertThat(file("COVID-19", "set1", "p-1")).isEqualTo(Change.RELABELLED);
        assertThat(store.list(StorageKeys.dataset("set1")))
                .containsExactly(StorageKeys.pointer("set1", "COVID-19", "s1"));
    }

    @Test
    void shouldFileAScanInSeveralDataSets() {
        file("NORMAL", "set1", "p-1");
        file("COVID-19", "set2", "p-1");

        assertThat(pointer("set1", "NORMAL").label()).isEqualTo("NORMAL");
        assertThat(pointer("set2", "COVID-19").label()).isEqualTo("COVID-19");
    }

    @Test
    void shouldKeepThePatientOfTheLastFilingIfNoneComes() {
        file("NORMAL", "set1", "p-1");

        assertThat(file("COVID-19", "set1", null)).isEqualTo(Change.RELABELLED);
        assertThat(pointer("set1", "COVID-19").patient()).isEqualTo("p-1");
    }

    @Test
    void shouldFileAgainIfThePatientIsNew() {
        file("NORMAL", "set1", null);

        assertThat(file("NORMAL", "set1", "p-1")).isEqualTo(Change.FILED);
        assertThat(pointer("set1", "NORMAL").patient()).isEqualTo("p-1");
    }

    @Test
    void shouldRemoveTheOldPointerThatACrashLeft() {
        file("NORMAL", "set1", "p-1");
        store.put(StorageKeys.pointer("set1", "COVID-19", "s1"), new byte[0], "application/json");

        file("COVID-19", "set1", "p-1");

        assertThat(store.list(StorageKeys.dataset("set1")))
                .containsExactly(StorageKeys.pointer("set1", "COVID-19", "s1"));
    }

    @Test
    void shouldKeepTheSourceOfTheLastFilingIfNoneComes() {
        file("NORMAL", "set1", "st-anna", "first");

        assertThat(file("COVID-19", "set1", null, "first")).isEqualTo(Change.RELABELLED);
        assertThat(pointer("set1", "COVID-19").metadata().source()).isEqualTo("st-anna");
        assertThat(file("COVID-19", "set1", null, null)).isEqualTo(Change.NONE);
    }

    @Test
    void shouldCorrectTheSource() {
        file("NORMAL", "set1", "st-anna", null);

        assertThat(file("NORMAL", "set1", "st-beda", null)).isEqualTo(Change.FILED);
        assertThat(pointer("set1", "NORMAL").metadata().source()).isEqualTo("st-beda");
        assertThat(file("NORMAL", "set1", "st-beda", null)).isEqualTo(Change.NONE);
    }

    @Test
    void shouldTakeTheSourceThatTheScanFirstHadIfNoneCameSince() {
        file("NORMAL", "set1", null, "first");

        assertThat(pointer("set1", "NORMAL").metadata().source()).isEqualTo("first");
    }

    @Test
    void shouldTakeAFilingOfAnEarlierReleaseForOneWithoutASource() {
        store.put(
                StorageKeys.filing("s1", "set1"),
                "{\"label\":\"NORMAL\",\"patient\":null}".getBytes(StandardCharsets.UTF_8),
                "application/json");

        assertThat(file("NORMAL", "set1", null, null)).isEqualTo(Change.NONE);
        assertThat(file("NORMAL", "set1", "st-anna", null)).isEqualTo(Change.FILED);
    }

    private Change file(String label, String dataset, String source, String first) {
        Scan scan = Scan.of("s1", null, label, dataset, new byte[3], "thorax.scans-0@1");
        return filer.file(scan.withSource(source), METADATA.withSource(first), null);
    }

    private Change file(String label, String dataset, String patient) {
        return filer.file(Scan.of("s1", null, label, dataset, new byte[3], "thorax.scans-0@1"), METADATA, patient);
    }

    private ScanPointer pointer(String dataset, String label) {
        return Json.read(store.get(StorageKeys.pointer(dataset, label, "s1")), ScanPointer.class);
    }
}
