package dev.thorax.explain.diagnosis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.explain.metrics.ExplainMetrics;
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

    private final StoredDiagnoses stored;
    private final ExplainMetrics metrics;

    DiagnosisArchiver(StoredDiagnoses stored, ExplainMetrics metrics) {
        this.stored = stored;
        this.metrics = metrics;
    }

    @Incoming("diagnoses-to-keep")
    Uni<Void> archive(List<byte[]> records) {
        return Multi.createFrom()
                .iterable(newestOfEachScan(records))
                .onItem()
                .transformToUni(this::write)
                .merge(CONCURRENT_WRITES)
                .collect()
                .last();
    }

    private Collection<Diagnosis> newestOfEachScan(List<byte[]> records) {
        NewestPerScan newest = new NewestPerScan();
        for (byte[] record : records) {
            DiagnosisParser.parse(record).ifPresentOrElse(newest::add, metrics::diagnosisUnreadable);
        }
        return newest.all();
    }

    private Uni<Void> write(Diagnosis diagnosis) {
        return Uni.createFrom()
                .item(() -> stored.store(diagnosis))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(StoreUnavailableException.class)
                .invoke(e -> LOG.warnf(
                        "A diagnosis waits for the object store scanId=%s cause=\"%s\"",
                        diagnosis.scanId(), e.getMessage()))
                .onFailure(StoreUnavailableException.class)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(metrics::diagnosisArchived)
                .replaceWithVoid();
    }
}
