package dev.thorax.training.request;

import java.time.Clock;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.training.config.TrainingConfig;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.run.OpenOrders;

/** Opens the orders of trainings, for whichever replica has a worker for them first. */
@Singleton
class TrainingOrders {
    private final OpenOrders orders;
    private final ProgressLog log;
    private final String engine;
    private final Clock clock;

    @Inject
    TrainingOrders(OpenOrders orders, ProgressLog log, TrainingConfig config, Clock clock) {
        this(orders, log, config.engine(), clock);
    }

    /** @param engine the engine of requests that name none */
    TrainingOrders(OpenOrders orders, ProgressLog log, String engine, Clock clock) {
        this.orders = orders;
        this.log = log;
        this.engine = engine;
        this.clock = clock;
    }

    /** Opens the order of {@code request}, unless it is open; returns the event that it waits, unless it has begun. */
    Optional<Message<byte[]>> open(TrainingRequested request) {
        orders.add(JobOrder.of(request, request.engine() == null ? engine : request.engine(), clock.instant()));
        return log.queued(request).map(ProgressLog::record);
    }
}
