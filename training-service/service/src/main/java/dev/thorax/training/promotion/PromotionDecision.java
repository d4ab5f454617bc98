package dev.thorax.training.promotion;

import java.time.Instant;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.EventType;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.kafka.OutgoingRecords;

/**
 * Decision about one promotion; it never changes. Kept in the object store, and shown by {@code GET /promotions}.
 *
 * @param promotionId the request's id; a training asks as {@code training-} and its own id
 * @param outcome what was decided
 * @param slot the slot, or null where the request named none that exists
 * @param model name of the model, or null where none was named
 * @param version its version, or null where none was named
 * @param digest SHA-256 of the promoted bundle's {@code manifest.json}, or null where none is promoted
 * @param by the operator whose word it is, or null
 * @param why the operator's reason, or null
 * @param basis what it was decided by, or null where nothing is promoted
 * @param reason one sentence: what was decided and why, and what to do
 * @param decidedAt when (UTC)
 */
public record PromotionDecision(
        String promotionId,
        Outcome outcome,
        @Nullable String slot,
        @Nullable String model,
        @Nullable String version,
        @Nullable String digest,
        @Nullable String by,
        @Nullable String why,
        @Nullable Basis basis,
        String reason,
        Instant decidedAt) {

    private static final String SOURCE = "/thorax/training";

    /** The outcomes of a decision. */
    public enum Outcome {
        PROMOTED,
        DECLINED,
        EMPTIED
    }

    static PromotionDecision of(
            PromotionCommand ask, Outcome outcome, String digest, Basis basis, String reason, Instant at) {
        return new PromotionDecision(
                ask.id(),
                outcome,
                ask.slot(),
                ask.model(),
                ask.version(),
                digest,
                ask.word() == null ? null : ask.word().by(),
                ask.word() == null ? null : ask.word().why(),
                basis,
                reason,
                at);
    }

    /** The answer to a request that says nothing that could be done. */
    static PromotionDecision refused(String id, @Nullable String slot, String reason, Instant at) {
        return new PromotionDecision(
                id,
                Outcome.DECLINED,
                PromotionCommand.isSlot(slot) ? slot : null,
                null,
                null,
                null,
                null,
                null,
                null,
                reason,
                at);
    }

    /** The CloudEvents id of {@link #toRecord()}: the same decision always has the same one. */
    String eventId() {
        return "promotion:" + promotionId + ":" + outcome;
    }

    /** The record that tells it: on {@code thorax.models}, or on {@code thorax.promotions.declined}. */
    Message<byte[]> toRecord() {
        return switch (outcome) {
            case PROMOTED -> event(toPromoted(), slot);
            case EMPTIED -> OutgoingRecords.tombstone(EventType.MODEL_PROMOTED, slot, eventId(), SOURCE, decidedAt);
            case DECLINED ->
                event(
                        new PromotionDeclined(promotionId, slot, model, version, reason, decidedAt),
                        slot == null ? promotionId : slot);
        };
    }

    /** Returns whether this is a whole decision that belongs under {@code key} in the object store. */
    boolean isOf(String key) {
        return outcome != null
                && decidedAt != null
                && StorageKeys.isName(promotionId)
                && key.equals(StorageKeys.promotion(promotionId));
    }

    /** Returns whether this fills or empties {@code changed}. */
    boolean changes(Slot changed) {
        return outcome != Outcome.DECLINED && changed.isNamed(slot);
    }

    /** The promotion that this decided. */
    ModelPromoted toPromoted() {
        String asked = "promotion " + promotionId;
        return new ModelPromoted(
                slot, model, version, digest, by == null ? asked : by, basis, by == null ? reason : why, decidedAt);
    }

    /** Returns a request that gives this decision again. */
    PromotionRequested toRequest() {
        return new PromotionRequested(promotionId, slot, model, version, by, why, decidedAt);
    }

    private Message<byte[]> event(Record event, String key) {
        return OutgoingRecords.event(event, key, eventId(), SOURCE, decidedAt);
    }
}
