package dev.thorax.inference;

import java.util.List;
import java.util.concurrent.Executor;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.model.ProductionModel;
import dev.thorax.inference.scoring.ScoringPipeline;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.kafka.BatchHandler;
import dev.thorax.runtime.kafka.ExactlyOnce;

/**
 * Scores stored scans, the whole flow of this service. Each poll waits for a model, is loaded, scored and answered with one
 * version of it, and its answers leave in one Kafka transaction.
 */
@ApplicationScoped
public class Scoring implements BatchHandler {
    private static final String CHANNEL = "stored";

    private final ProductionModel production;
    private final ScoringPipeline pipeline;
    private final ExactlyOnce exactlyOnce;
    private final KafkaTransactions<byte[]> scored;
    private final InferenceConfig config;

    Scoring(
            ProductionModel production,
            ScoringPipeline pipeline,
            ExactlyOnce exactlyOnce,
            @Channel("scored") KafkaTransactions<byte[]> scored,
            InferenceConfig config) {
        this.production = production;
        this.pipeline = pipeline;
        this.exactlyOnce = exactlyOnce;
        this.scored = scored;
        this.config = config;
    }

    /** Answers every scan of a poll. While it waits for a first model it holds no thread and no transaction. */
    @Incoming(CHANNEL)
    @Blocking
    public Uni<Void> score(Message<List<byte[]>> poll) {
        if (production.isServing()) {
            return answer(poll);
        }
        return Uni.createFrom()
                .completionStage(production.first())
                .emitOn(workerOf(Vertx.currentContext()))
                .chain(() -> answer(poll));
    }

    private Uni<Void> answer(Message<List<byte[]>> poll) {
        return exactlyOnce.process(scored, poll, this);
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public boolean isReady() {
        return production.isServing();
    }

    @Override
    public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> records) {
        try (OpenedModel<ScoringSession> model = production.lease()) {
            return pipeline.answers(records, model);
        }
    }

    @Override
    public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
        return List.of(pipeline.setAside(record, sentence));
    }

    /** An operator may want new diagnoses, or those of images that came too late. */
    @Override
    public boolean answersAgain() {
        return !config.rescore().equals("none");
    }

    private static Executor workerOf(Context context) {
        return context == null
                ? Infrastructure.getDefaultWorkerPool()
                : work -> context.executeBlocking(() -> {
                    work.run();
                    return null;
                });
    }
}
