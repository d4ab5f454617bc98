package dev.thorax.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ScanRejected;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutcomeRecordsTest {
    private static final byte[] NAMED = "DICM Jane^Doe".getBytes(StandardCharsets.UTF_8);
    private static final UnacceptableScanException WHY =
            new UnacceptableScanException(RejectionReason.CORRUPT, "The file is damaged; send it again.");

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final OutcomeRecords records = new OutcomeRecords(
            new RejectedFiles(store, ClaimsFixture.PSEUDONYMS, ClaimsFixture.keyCheck(store)), Clock.systemUTC());

    @Test
    void shouldReferToTheFileAndCarryNothingOfIt() {
        Scan scan = Scan.of("s1", "Jane^Doe", null, null, NAMED, "thorax.scans-0@0");

        Message<byte[]> rejection = records.rejection(scan, WHY);

        ScanRejected event = Json.read(rejection.getPayload(), ScanRejected.class);
        assertThat(event.fileKey()).isEqualTo(StorageKeys.rejected(scan.sha256()));
        assertThat(event.size()).isEqualTo(NAMED.length);
        assertThat(event.sha256()).isEqualTo(scan.sha256());
        assertThat(store.get(event.fileKey())).isEqualTo(NAMED);
        assertThat(text(rejection)).doesNotContain("Jane").doesNotContain("Doe");
    }

    @Test
    void shouldKeepNoFileWithoutBytes() {
        Scan scan = Scan.of("s1", null, null, null, new byte[0], "thorax.scans-0@0");

        ScanRejected event = Json.read(records.rejection(scan, WHY).getPayload(), ScanRejected.class);

        assertThat(event.fileKey()).isNull();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void shouldMakeNoRejectionBeforeTheFileIsKept() {
        store.failNext(1);
        Scan scan = Scan.of("s1", null, null, null, NAMED, "thorax.scans-0@0");

        assertThatThrownBy(() -> records.rejection(scan, WHY)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldKeepTheSameBytesOnce() {
        for (int i = 0; i < 3; i++) {
            records.rejection(Scan.of("s" + i, null, null, null, NAMED, "thorax.scans-0@" + i), WHY);
        }

        assertThat(store.list(StorageKeys.rejected())).hasSize(1);
    }

    private static String text(Message<byte[]> rejection) {
        StringBuilder text = new StringBuilder(new String(rejection.getPayload(), StandardCharsets.UTF_8));
        OutgoingKafkaRecordMetadata<?> metadata =
                rejection.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        text.append(metadata.getKey());
        for (Header header : metadata.getHeaders()) {
            text.append(header.key()).append(new String(header.value(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
