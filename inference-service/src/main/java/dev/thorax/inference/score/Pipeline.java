package dev.thorax.inference.score;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.inference.InferenceConfig;
import dev.thorax.inference.InferenceMetrics;
import dev.thorax.inference.model.ServingModel;
import dev.thorax.inference.scan.LoadedScan;
import dev.thorax.inference.scan.ScanLoader;

/** Answers a poll batch by batch: while the network scores one, the scans of the next are being loaded. */
@ApplicationScoped
public class Pipeline {
    private final ScanLoader loader;
    private final BatchScorer scorer;
    private final Answers answers;
    private final InferenceMetrics metrics;
    private final int size;

    Pipeline(ScanLoader loader, BatchScorer scorer, Answers answers, InferenceMetrics metrics, InferenceConfig config) {
        this.loader = loader;
        this.scorer = scorer;
        this.answers = answers;
        this.metrics = metrics;
        this.size = config.batch();
    }

    /**
     * One answer for each record, in their order.
     *
     * @throws RuntimeException if the store or the network does not answer; then none of them counts
     */
    public List<Message<byte[]>> answers(ConsumerRecords<String, byte[]> poll, ServingModel model) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(poll.count());
        poll.forEach(records::add);
        List<CompletableFuture<LoadedScan>> loading = records.stream()
                .map(record -> loader.load(record.value(), model.manifest().input()))
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

    private List<Message<byte[]>> batch(
            List<ConsumerRecord<String, byte[]>> records,
            List<CompletableFuture<LoadedScan>> loading,
            ServingModel model) {
        List<LoadedScan> scans = metrics.waiting().record(() -> join(loading));
        return answers.of(records, scans, scorer.score(scans, model), model);
    }

    private static List<LoadedScan> join(List<CompletableFuture<LoadedScan>> loading) {
        try {
            return loading.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
