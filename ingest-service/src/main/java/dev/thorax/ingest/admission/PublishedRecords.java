package dev.thorax.ingest.admission;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.storage.StoreUnavailableException;

/** Marks the scans of committed records as published. */
@ApplicationScoped
public class PublishedRecords {
    private static final Logger LOG = Logger.getLogger(PublishedRecords.class);

    private final PublishedScans published;
    private final AdmissionPool pool;

    PublishedRecords(PublishedScans published, AdmissionPool pool) {
        this.published = published;
        this.pool = pool;
    }

    /** Marks the scans of {@code sent}, outside of the caller's thread. A scan whose mark fails is only slower to know. */
    public Uni<Void> mark(List<Message<byte[]>> sent, ScanTopics topics) {
        List<Callable<Boolean>> marks = sent.stream()
                .filter(PublishedRecords::isStored)
                .map(record -> Json.read(record.getPayload(), ScanStored.class))
                .<Callable<Boolean>>map(event -> () -> mark(event, topics))
                .toList();
        return marks.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .item(() -> pool.inOrder(marks))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .replaceWithVoid();
    }

    private boolean mark(ScanStored event, ScanTopics topics) {
        try {
            published.mark(event, topics);
            return true;
        } catch (StoreUnavailableException e) {
            LOG.warnf("A published scan is not marked as such scanId=%s cause=\"%s\"", event.scanId(), e.getMessage());
            return false;
        }
    }

    private static boolean isStored(Message<byte[]> record) {
        return record.getMetadata(OutgoingKafkaRecordMetadata.class)
                .filter(metadata -> Objects.equals(metadata.getTopic(), Topics.SCANS_STORED))
                .isPresent();
    }
}
