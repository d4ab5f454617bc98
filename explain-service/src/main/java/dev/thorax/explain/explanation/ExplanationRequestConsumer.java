package dev.thorax.explain.explanation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.ExplanationReady;
import dev.thorax.explain.metrics.ExplainMetrics;
import dev.thorax.runtime.kafka.ExactlyOnce;
import dev.thorax.runtime.kafka.OutgoingRecords;

/** Answers each record of {@code thorax.explanations} with one of {@code thorax.explanations.ready}, exactly once. */
@ApplicationScoped
public class ExplanationRequestConsumer {
    private static final String SOURCE = "/thorax/explain";
    private static final String NO_KEY = "none";

    private final ExactlyOnce exactlyOnce;
    private final KafkaTransactions<byte[]> producer;
    private final ExplanationRequestHandler handler;
    private final ExplainMetrics metrics;
    private final Clock clock;

    ExplanationRequestConsumer(
            ExactlyOnce exactlyOnce,
            @Channel("explained") KafkaTransactions<byte[]> producer,
            ExplanationRequestHandler handler,
            ExplainMetrics metrics,
            Clock clock) {
        this.exactlyOnce = exactlyOnce;
        this.producer = producer;
        this.handler = handler;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Incoming("explanations-requested")
    @Blocking
    Uni<Void> answer(Message<List<byte[]>> batch) {
        return exactlyOnce.process(producer, batch, this::answers);
    }

    private List<Message<byte[]>> answers(ConsumerRecords<String, byte[]> records) {
        List<Message<byte[]>> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            answers.add(answer(record));
            metrics.requestAnswered();
        }
        return answers;
    }

    private Message<byte[]> answer(ConsumerRecord<String, byte[]> record) {
        String key = record.key() == null ? NO_KEY : record.key();
        ExplanationReady ready = handler.answer(key, record.value());
        String id = "explanation-" + record.partition() + "-" + record.offset();
        return OutgoingRecords.event(ready, key, id, SOURCE, clock.instant());
    }
}
