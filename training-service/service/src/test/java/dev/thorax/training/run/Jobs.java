package dev.thorax.training.run;

import java.time.Instant;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;

/** Orders and messages of trainings in tests. */
final class Jobs {
    private Jobs() {}

    static JobOrder training(String id, Instant acceptedAt) {
        TrainingRequested request =
                new TrainingRequested(id, "phantoms", "convnet50", null, null, 1L, acceptedAt, null, null);
        return JobOrder.of(request, "torch", acceptedAt);
    }

    static WorkerMessage progress(String id, State state, int epoch, Instant at) {
        return WorkerMessage.of(
                new TrainingProgress(id, state, "convnet50", epoch, 9, null, null, null, "Epoch " + epoch, at));
    }
}
