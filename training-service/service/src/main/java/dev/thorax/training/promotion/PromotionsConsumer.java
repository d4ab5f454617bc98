package dev.thorax.training.promotion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.runtime.kafka.BatchHandler;
import dev.thorax.runtime.kafka.ExactlyOnce;
import dev.thorax.runtime.trace.AnsweredRecord;
import dev.thorax.runtime.trace.BatchTraces;

/**
 * Takes requests from {@code thorax.promotions} one at a time, and answers each in one transaction with its offset. It is
 * decided before the transaction begins, as the files of a version are read for that. A worker compares versions, and the
 * request comes again afterwards.
 */
@ApplicationScoped
public class PromotionsConsumer implements BatchHandler {
    private static final String CHANNEL = "promotions";
    private static final Duration STOP = Duration.ofSeconds(15);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "promotion"));
    private final PromotionRequestHandler desk;
    private final ExactlyOnce exactlyOnce;
    private final KafkaTransactions<byte[]> decided;
    private final BatchTraces traces;

    PromotionsConsumer(
            PromotionRequestHandler desk,
            ExactlyOnce exactlyOnce,
            @Channel("decided") KafkaTransactions<byte[]> decided,
            BatchTraces traces) {
        this.desk = desk;
        this.exactlyOnce = exactlyOnce;
        this.decided = decided;
        this.traces = traces;
    }

    /** Answers each request of {@code batch}, one after the other. */
    @Incoming(CHANNEL)
    public Uni<Void> decide(Message<List<byte[]>> batch) {
        return exactlyOnce.processBefore(decided, batch, thread, this);
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> requests) {
        List<Message<byte[]>> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> request : requests) {
            traces.during(request, () -> desk.answer(request))
                    .forEach(answer -> answers.add(AnsweredRecord.mark(request, answer)));
        }
        return answers;
    }

    @Override
    public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> request, String sentence) {
        return desk.setAside(request, sentence);
    }

    /** A request that is being decided stays unanswered, and comes again when the service runs. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
    }
}
