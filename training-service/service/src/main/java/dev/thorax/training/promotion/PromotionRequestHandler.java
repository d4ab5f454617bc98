package dev.thorax.training.promotion;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.kafka.OutgoingRecords;

/** Answers one request for a promotion, always: also one that nobody can read. */
@Singleton
public class PromotionRequestHandler {
    private static final Logger LOG = Logger.getLogger(PromotionRequestHandler.class);

    private final PromotionDecider promotion;
    private final MeterRegistry registry;
    private final Clock clock;

    PromotionRequestHandler(PromotionDecider promotion, MeterRegistry registry, Clock clock) {
        this.promotion = promotion;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Decides about the request in {@code record}.
     *
     * @return the records to send; none if the request came before and was answered, or if a comparison comes first
     */
    List<Message<byte[]>> answer(ConsumerRecord<String, byte[]> record) {
        PromotionRequested request;
        try {
            request = Json.read(record.value(), PromotionRequested.class);
        } catch (Json.UnreadableEventException e) {
            return refuse(place(record), null, e.getMessage());
        }
        try {
            Optional<PromotionDecision> decision = promotion.decide(PromotionCommand.of(request), request);
            decision.ifPresent(made -> count(made.outcome()));
            return decision.map(promotion::records).orElse(List.of());
        } catch (PromotionException e) {
            String id = StorageKeys.isName(request.promotionId()) ? request.promotionId() : place(record);
            return refuse(id, request.slot(), e.getMessage());
        }
    }

    /** Returns the records to send for a request that {@link #answer} fails for. */
    List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
        return refuse(place(record), null, sentence);
    }

    private List<Message<byte[]>> refuse(String id, String slot, String sentence) {
        LOG.warnf("A promotion request is refused reason=\"%s\"", OutgoingRecords.cut(sentence));
        count(PromotionDecision.Outcome.DECLINED);
        return List.of(
                PromotionDecision.refused(id, slot, sentence, clock.instant()).toRecord());
    }

    private void count(PromotionDecision.Outcome outcome) {
        registry.counter("thorax.promotions.decided", "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static String place(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }
}
