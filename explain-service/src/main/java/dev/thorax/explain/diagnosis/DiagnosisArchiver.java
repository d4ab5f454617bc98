package dev.thorax.explain.diagnosis;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.explain.metrics.ExplainMetrics;
import dev.thorax.runtime.kafka.BatchMeters;
import dev.thorax.runtime.kafka.FatalErrors;
import dev.thorax.runtime.kafka.TopicHistory;
import dev.thorax.runtime.trace.ScanTraces;
import dev.thorax.runtime.trace.TraceParent;
import dev.thorax.storage.StoreUnavailableException;

/**
 * Archives each diagnosis in the object store, so that {@code GET /diagnoses/{scanId}} answers for every scan. The
 * replicas share the work. A batch is acknowledged after all of it is written, and waits while the store is down.
 */
@ApplicationScoped
public class DiagnosisArchiver {
    private static final Logger LOG = Logger.getLogger(DiagnosisArchiver.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int CONCURRENT_WRITES = 4;
    private static final String CHANNEL = "diagnoses-to-keep";

    private final StoredDiagnoses stored;
    private final TopicHistory history;
    private final ExplainMetrics metrics;
    private final BatchMeters batches;
    private final FatalErrors errors;
    private final ScanTraces traces;
    private final Clock clock;

    DiagnosisArchiver(
            StoredDiagnoses stored,
            TopicHistory history,
            ExplainMetrics metrics,
            BatchMeters batches,
            FatalErrors errors,
            ScanTraces traces,
            Clock clock) {
        this.stored = stored;
        this.history = history;
        this.metrics = metrics;
        this.batches = batches;
        this.errors = errors;
        this.traces = traces;
        this.clock = clock;
    }

    @Incoming(CHANNEL)
    Uni<Void> archive(ConsumerRecords<String, byte[]> records) {
        return untilAnswered(
                        "Kafka", () -> history.ids(List.of(Topics.DIAGNOSES)).get(Topics.DIAGNOSES))
                .onItem()
                .transformToMulti(topicId -> Multi.createFrom().iterable(lastOfEachScan(records, topicId)))
                .onItem()
                .transformToUni(this::write)
                .merge(CONCURRENT_WRITES)
                .collect()
                .last()
                .onTermination()
                .invoke(() -> batches.done(CHANNEL));
    }

    /** Of several diagnoses of a scan the last one counts, as they are in one partition. */
    private Collection<ArchivedDiagnosis> lastOfEachScan(ConsumerRecords<String, byte[]> records, String topicId) {
        Map<String, ArchivedDiagnosis> last = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            DiagnosisPosition position = new DiagnosisPosition(topicId, record.partition(), record.offset());
            DiagnosisParser.parse(record.value())
                    .ifPresentOrElse(
                            diagnosis -> last.put(diagnosis.scanId(), archived(diagnosis, position, record)),
                            metrics::diagnosisUnreadable);
        }
        return last.values();
    }

    private static ArchivedDiagnosis archived(
            Diagnosis diagnosis, DiagnosisPosition position, ConsumerRecord<String, byte[]> record) {
        return new ArchivedDiagnosis(
                diagnosis, position, TraceParent.of(record.headers()).orElse(null));
    }

    private Uni<Void> write(ArchivedDiagnosis diagnosis) {
        return untilAnswered(
                        "the object store",
                        () -> traces.traced(
                                "archive diagnosis",
                                diagnosis.traceparent(),
                                () -> stored.store(diagnosis, clock.instant())))
                .invoke(metrics::diagnosisArchived)
                .onFailure()
                .invoke(e -> traces.run(diagnosis.traceparent(), () -> leaveOut(diagnosis, e)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Any other failure comes again for the same diagnosis, and would end the channel. */
    private void leaveOut(ArchivedDiagnosis diagnosis, Throwable failure) {
        errors.exitAfter(failure);
        metrics.diagnosisUnreadable();
        LOG.errorf(
                failure,
                "A diagnosis could not be archived and is left out scanId=%s",
                diagnosis.diagnosis().scanId());
    }

    private <T> Uni<T> untilAnswered(String system, Supplier<T> call) {
        return Uni.createFrom()
                .item(() -> {
                    batches.begin(CHANNEL);
                    return call.get();
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(DiagnosisArchiver::isOutage)
                .invoke(e -> noteWait(system, e))
                .onFailure(DiagnosisArchiver::isOutage)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private void noteWait(String system, Throwable cause) {
        batches.failed(CHANNEL);
        LOG.warnf("Diagnoses wait to be archived system=\"%s\" cause=\"%s\"", system, cause.getMessage());
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof StoreUnavailableException || failure instanceof KafkaException;
    }
}
