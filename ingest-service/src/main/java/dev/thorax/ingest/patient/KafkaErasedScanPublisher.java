package dev.thorax.ingest.patient;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.eclipse.microprofile.reactive.messaging.Channel;

import dev.thorax.contracts.event.ScanErased;
import dev.thorax.runtime.kafka.OutgoingRecords;

/** Publishes erased scans to {@code thorax.scans.erased}. An event may come twice, with the same id. */
@ApplicationScoped
class KafkaErasedScanPublisher implements ErasedScanPublisher {
    private static final String SOURCE = "/thorax/ingest";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final MutinyEmitter<byte[]> emitter;

    KafkaErasedScanPublisher(@Channel("erased") MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    @Override
    public void publish(List<ScanErased> events) {
        if (events.isEmpty()) {
            return;
        }
        List<Uni<Void>> sent = events.stream()
                .map(event -> emitter.sendMessage(OutgoingRecords.event(
                        event, event.scanId(), event.scanId() + "/erased", SOURCE, event.erasedAt())))
                .toList();
        try {
            Uni.join().all(sent).andFailFast().await().atMost(TIMEOUT);
        } catch (RuntimeException e) {
            // The connector may throw any kind of failure. The events are sent again.
            throw new ErasureUnfinishedException("The broker did not acknowledge that scans were erased.", e);
        }
    }
}
