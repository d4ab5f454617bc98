package dev.thorax.training.request;

import java.util.List;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.training.progress.ProgressLog;

/** Builds the records that follow from the end of a training. */
final class TrainingEvents {
    private TrainingEvents() {}

    /** Returns the last progress event, and the request for a promotion if the training asks for one. */
    static List<Message<byte[]>> end(TrainingRequested request, TrainingProgress end) {
        Message<byte[]> last = ProgressLog.record(end);
        return end.state() == State.DONE && request.slot() != null
                ? List.of(last, promotion(request, end))
                : List.of(last);
    }

    private static Message<byte[]> promotion(TrainingRequested request, TrainingProgress done) {
        PromotionRequested promotion = new PromotionRequested(
                request.promotionId(),
                request.slot(),
                done.recipe(),
                request.trainingId(),
                request.by(),
                request.why(),
                done.at());
        return OutgoingRecords.event(
                promotion, promotion.slot(), promotion.promotionId(), ProgressLog.SOURCE, promotion.requestedAt());
    }
}
