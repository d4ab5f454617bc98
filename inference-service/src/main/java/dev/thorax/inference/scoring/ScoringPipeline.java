package dev.thorax.inference.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.loading.LoadedScan;
import dev.thorax.inference.loading.ScanLoader;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.trace.BatchTraces;

/** Answers the records of a poll batch by batch. While the network scores one batch, the scans of the next are loaded. */
@ApplicationScoped
public class ScoringPipeline {
    private final ScanLoader loader;
    private final BatchScorer scorer;
    private final DiagnosisRecords answers;
    private final InferenceMetrics metrics;
    private final BatchTraces traces;
    private final int size;

    ScoringPipeline(
            ScanLoader loader,
            BatchScorer scorer,
            DiagnosisRecords answers,
            InferenceMetrics metrics,
            BatchTraces traces,
            InferenceConfig config) {
        this.loader = loader;
        this.scorer = scorer;
        this.answers = answers;
        this.metrics = metrics;
        this.traces = traces;
        this.size = config.batch();
    }

    /**
     * Returns one answer for each record, in their order.
     *
     * @throws RuntimeException if the store or the network fails; then no record is answered
     */
    public List<Message<byte[]>> answers(ConsumerRecords<String, byte[]> poll, OpenedModel<ScoringSession> model) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(poll.count());
        poll.forEach(records::add);
        List<CompletableFuture<LoadedScan>> loading = records.stream()
                .map(record -> traces.during(record, () -> loader.load(record.value(), model)))
                .toList();
        List<Message<byte[]>> out = new ArrayList<>(records.size());
        try {
            for (int from = 0; from < records.size(); from += size) {
                int to = Math.min(from + size, records.size());
                out.addAll(batch(records.subList(from, to), loading.subList(from, to), model));
            }
        } finally {
            loading.forEach(scan -> scan.cancel(false));
        }
        return out;
    }

    /** Returns the answer to a record that {@link #answers} fails for. */
    public Message<byte[]> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
        return answers.setAside(record, sentence);
    }

    private List<Message<byte[]>> batch(
            List<ConsumerRecord<String, byte[]>> records,
            List<CompletableFuture<LoadedScan>> loading,
            OpenedModel<ScoringSession> model) {
        List<LoadedScan> scans = metrics.waiting().record(() -> join(loading));
        return answers.of(records, scans, scorer.score(scans, model), model);
    }

    private static List<LoadedScan> join(List<CompletableFuture<LoadedScan>> loading) {
        try {
            return loading.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
