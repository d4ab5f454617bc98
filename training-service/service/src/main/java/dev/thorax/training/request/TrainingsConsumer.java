package dev.thorax.training.request;

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
import dev.thorax.training.run.RunScheduler;

/**
 * Takes requests for trainings from their topic. Each is acknowledged in one transaction with its answer, once its order is
 * durable. {@link RunScheduler} runs the orders apart from the topic.
 */
@ApplicationScoped
public class TrainingsConsumer implements BatchHandler {
    private static final String CHANNEL = "trainings";
    private static final Duration STOP = Duration.ofSeconds(15);

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "training-requests"));
    private final TrainingRequestHandler handler;
    private final RunScheduler scheduler;
    private final ExactlyOnce exactlyOnce;
    private final KafkaTransactions<byte[]> outcomes;
    private final BatchTraces traces;

    TrainingsConsumer(
            TrainingRequestHandler handler,
            RunScheduler scheduler,
            ExactlyOnce exactlyOnce,
            @Channel("outcomes") KafkaTransactions<byte[]> outcomes,
            BatchTraces traces) {
        this.handler = handler;
        this.scheduler = scheduler;
        this.exactlyOnce = exactlyOnce;
        this.outcomes = outcomes;
        this.traces = traces;
    }

    /** Answers each request of {@code batch}, one after the other. */
    @Incoming(CHANNEL)
    public Uni<Void> accept(Message<List<byte[]>> batch) {
        return exactlyOnce.processBefore(outcomes, batch, thread, this).invoke(scheduler::wake);
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> requests) {
        List<Message<byte[]>> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> request : requests) {
            traces.during(request, () -> handler.answer(key(request), request.value()))
                    .forEach(answer -> answers.add(AnsweredRecord.mark(request, answer)));
        }
        return answers;
    }

    @Override
    public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> request, String sentence) {
        return handler.setAside(key(request), request.value(), sentence);
    }

    /** Returns the key under which a request is refused that has no readable id. */
    private static String key(ConsumerRecord<String, byte[]> request) {
        return request.key() == null || request.key().isBlank()
                ? request.topic() + "-" + request.partition() + "-" + request.offset()
                : request.key();
    }

    /** Ends the thread. A request that is not answered yet comes again when a service runs. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
