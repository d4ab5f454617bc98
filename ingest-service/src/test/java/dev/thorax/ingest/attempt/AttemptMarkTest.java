package dev.thorax.ingest.attempt;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.record.Scan;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@link AttemptMarks}, too, which stores the marks. */
class AttemptMarkTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final AttemptMarks marks = new AttemptMarks(store);
    private final Scan scan = scan("thorax.scans-0@1");
    private final AttemptMark mark = new AttemptMark("thorax.scans-0@1", 2, "process-1");

    @Test
    void shouldBelongToTheRecordThatItNames() {
        assertThat(mark.isOf(scan)).isTrue();
        assertThat(mark.isOf(scan("thorax.scans-0@2"))).isFalse();
        assertThat(mark.isOf(scan("thorax.scans-1@1"))).isFalse();
        assertThat(new AttemptMark(null, 1, "process-1").isOf(scan)).isFalse();
    }

    @Test
    void shouldBeFoundUntilItIsRemoved() {
        assertThat(marks.find(scan)).isEmpty();

        marks.put(scan, mark);
        assertThat(marks.find(scan)).contains(mark);

        marks.remove(scan);
        assertThat(marks.find(scan)).isEmpty();
    }

    @Test
    void shouldNotCountForAnotherRecordWithTheSameId() {
        marks.put(scan, mark);

        assertThat(marks.find(scan("thorax.scans-0@2"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{", "7", "{\"attempts\":\"many\"}"})
    void shouldBeNoneIfItCannotBeRead(String content) {
        store.put(StorageKeys.attempt(scan.id()), content.getBytes(StandardCharsets.UTF_8), "application/json");

        assertThat(marks.find(scan)).isEmpty();
    }

    private static Scan scan(String origin) {
        return Scan.of("s1", null, null, null, new byte[] {1}, origin);
    }
}
