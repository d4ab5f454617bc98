package dev.thorax.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.ingest.record.Scan;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeRecordsTest {
    private static final int MOST = 33 << 20;

    private final OutcomeRecords records = new OutcomeRecords(Clock.systemUTC());

    @Test
    void shouldSendBackTheBytesThatTheTopicSurelyTakes() {
        Scan scan = scan(MOST);

        Message<byte[]> rejection = records.rejection(scan, ImageDecoder.tooLarge(MOST));

        assertThat(rejection.getPayload()).isSameAs(scan.bytes());
        assertThat(detail(rejection)).isEqualTo(ImageDecoder.tooLarge(MOST).getMessage());
    }

    @Test
    void shouldDescribeMoreBytesInsteadOfSendingThemBack() {
        Scan scan = scan(MOST + 1);

        Message<byte[]> rejection = records.rejection(scan, ImageDecoder.tooLarge(MOST + 1));

        assertThat(rejection.getPayload()).isEmpty();
        assertThat(detail(rejection))
                .endsWith("; its 34603009 bytes with SHA-256 " + scan.sha256() + " are too many to be kept here.");
    }

    private static Scan scan(int bytes) {
        return Scan.of("s1", null, null, null, new byte[bytes], "thorax.scans-0@0");
    }

    private static String detail(Message<byte[]> rejection) {
        byte[] text = rejection
                .getMetadata(OutgoingKafkaRecordMetadata.class)
                .orElseThrow()
                .getHeaders()
                .lastHeader(RejectionHeaders.DETAIL)
                .value();
        return new String(text, StandardCharsets.UTF_8);
    }
}
