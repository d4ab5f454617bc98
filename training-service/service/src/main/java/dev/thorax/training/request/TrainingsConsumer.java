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
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.runtime.kafka.ExactlyOnce;
import dev.thorax.training.run.PartitionRevocationListener;
import dev.thorax.training.run.TrainingRunner;

/**
 * The way of a request through this service: from its topic to the training thread, and its answer out in one
 * transaction with its offset. While a training runs the connector pauses the topic but keeps polling.
 */
@ApplicationScoped
public class TrainingsConsumer {
    private static final Duration STOP = Duration.ofSeconds(15);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "training"));
    private final TrainingRequestHandler desk;
    private final TrainingRunner runner;
    private final PartitionRevocationListener givenAway;
    private final ExactlyOnce exactlyOnce;
    private final KafkaTransactions<byte[]> outcomes;

    TrainingsConsumer(
            TrainingRequestHandler desk,
            TrainingRunner runner,
            @Identifier("given-away") PartitionRevocationListener givenAway,
            ExactlyOnce exactlyOnce,
            @Channel("outcomes") KafkaTransactions<byte[]> outcomes) {
        this.desk = desk;
        this.runner = runner;
        this.givenAway = givenAway;
        this.exactlyOnce = exactlyOnce;
        this.outcomes = outcomes;
    }

    /** Answers each request of {@code batch}, one after the other. */
    @Incoming("trainings")
    public Uni<Void> train(Message<List<byte[]>> batch) {
        return exactlyOnce.processBefore(outcomes, batch, thread, this::answers);
    }

    private List<Message<byte[]>> answers(ConsumerRecords<String, byte[]> requests) {
        List<Message<byte[]>> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> request : requests) {
            givenAway.running(new TopicPartition(request.topic(), request.partition()));
            try {
                answers.addAll(desk.answer(request.key(), request.value()));
            } finally {
                givenAway.running(null);
            }
        }
        return answers;
    }

    /** Cuts a running training short; it goes on from its checkpoint when a service runs. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        runner.stop();
        thread.shutdown();
        if (!thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
