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
import dev.thorax.runtime.kafka.BatchHandler;
import dev.thorax.runtime.kafka.ExactlyOnce;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.runtime.trace.AnsweredRecord;
import dev.thorax.runtime.trace.BatchTraces;

/** Answers each record of {@code thorax.explanations} with one of {@code thorax.explanations.ready}, exactly once. */
@ApplicationScoped
public class ExplanationRequestConsumer implements BatchHandler {
    private static final String CHANNEL = "explanations-requested";
    private static final String SOURCE = "/thorax/explain";
    private static final String NO_KEY = "none";

    private final ExactlyOnce exactlyOnce;
    private final KafkaTransactions<byte[]> producer;
    private final ExplanationRequestHandler handler;
    private final ExplainMetrics metrics;
    private final BatchTraces traces;
    private final Clock clock;

    ExplanationRequestConsumer(
            ExactlyOnce exactlyOnce,
            @Channel("explained") KafkaTransactions<byte[]> producer,
            ExplanationRequestHandler handler,
            ExplainMetrics metrics,
            BatchTraces traces,
            Clock clock) {
        this.exactlyOnce = exactlyOnce;
        this.producer = producer;
        this.handler = handler;
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
    }

    @Incoming(CHANNEL)
    @Blocking
    Uni<Void> answer(Message<List<byte[]>> batch) {
        return exactlyOnce.process(producer, batch, this);
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> records) {
        List<Message<byte[]>> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            answers.add(AnsweredRecord.mark(record, traces.during(record, () -> answer(record))));
            metrics.requestAnswered();
        }
        return answers;
    }

    @Override
    public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
        return List.of(event(record, handler.problem(key(record), sentence)));
    }

    private Message<byte[]> answer(ConsumerRecord<String, byte[]> record) {
        return event(record, handler.answer(key(record), record.value()));
    }

    private static String key(ConsumerRecord<String, byte[]> record) {
        return record.key() == null ? NO_KEY : record.key();
    }

    private Message<byte[]> event(ConsumerRecord<String, byte[]> record, ExplanationReady ready) {
        String id = "explanation-" + record.partition() + "-" + record.offset();
        return OutgoingRecords.event(ready, key(record), id, SOURCE, clock.instant());
    }
}
