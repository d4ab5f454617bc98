package dev.thorax.training.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Channel;

import dev.thorax.events.EventJson;
import dev.thorax.events.Outgoing;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingProgress.State;
import dev.thorax.events.TrainingRequested;
import dev.thorax.storage.StoreUnavailable;
import dev.thorax.training.problem.CannotTrain;
import dev.thorax.training.service.ProgressLog;
import dev.thorax.training.service.RequestCheck;

/** Puts requests on the topic, like anyone else, and reads the latest progress. */
@Path("/trainings")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class TrainingsResource {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RequestCheck check;
    private final ProgressLog log;
    private final MutinyEmitter<byte[]> events;
    private final Clock clock;

    TrainingsResource(
            RequestCheck check, ProgressLog log, @Channel("events") MutinyEmitter<byte[]> events, Clock clock) {
        this.check = check;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /** Asks for a training; 202 with its id, or 400 with the reason. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(byte[] body) {
        TrainingRequested request;
        try {
            request = EventJson.read(body, TrainingOrder.class).request("t-" + UUID.randomUUID(), clock.instant());
            check.check(request);
        } catch (EventJson.UnreadableEvent | CannotTrain e) {
            return Problem.response(Response.Status.BAD_REQUEST, e.getMessage());
        }
        return publish(request);
    }

    /** The latest progress of a training. */
    @GET
    @Path("/{id}")
    public Response progress(@PathParam("id") String id) {
        try {
            return (RequestCheck.isId(id) ? log.latest(id) : java.util.Optional.<TrainingProgress>empty())
                    .map(progress -> Response.ok(EventJson.write(progress)).build())
                    .orElseGet(() -> Problem.response(
                            Response.Status.NOT_FOUND, "No training of that id has begun here; check the id."));
        } catch (StoreUnavailable e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE, "The object store does not answer; try again later.");
        }
    }

    private Response publish(TrainingRequested request) {
        String id = request.trainingId();
        log.tell(new TrainingProgress(
                id,
                State.QUEUED,
                request.recipe(),
                0,
                0,
                null,
                null,
                null,
                "The training waits for its turn.",
                request.requestedAt()));
        try {
            events.sendMessage(Outgoing.event(request, id, id, ProgressLog.SOURCE, request.requestedAt()))
                    .await()
                    .atMost(PATIENCE);
        } catch (TimeoutException | KafkaException e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "Kafka does not answer, so the training may not begin; " + "look at /trainings/" + id
                            + " before you ask again.");
        }
        URI progress = URI.create("/trainings/" + id);
        return Response.accepted(new TrainingAccepted(id, progress))
                .location(progress)
                .build();
    }
}
