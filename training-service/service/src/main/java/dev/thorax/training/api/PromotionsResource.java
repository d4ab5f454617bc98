package dev.thorax.training.api;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Channel;

import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.kafka.OutgoingRecords;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.promotion.DecisionStore;
import dev.thorax.training.promotion.PromotionCommand;
import dev.thorax.training.promotion.PromotionDecision;

/** Puts requests for promotions on the topic, like anyone else, and reads what was decided. */
@Path("/promotions")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class PromotionsResource {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 1000;

    private final DecisionStore decisions;
    private final MutinyEmitter<byte[]> events;
    private final Clock clock;

    PromotionsResource(DecisionStore decisions, @Channel("events") MutinyEmitter<byte[]> events, Clock clock) {
        this.decisions = decisions;
        this.events = events;
        this.clock = clock;
    }

    /** Asks for a promotion; 202 with its id, or 400 with the reason. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(byte[] body) {
        PromotionRequested request;
        try {
            request = Json.read(body, PromotionOrder.class).request("p-" + UUID.randomUUID(), clock.instant());
            PromotionCommand.of(request);
        } catch (Json.UnreadableEvent | PromotionException e) {
            return Problem.response(Response.Status.BAD_REQUEST, e.getMessage());
        }
        return publish(request);
    }

    /** What was decided, newest first, also about the versions of trainings. */
    @GET
    public Response history(@QueryParam("limit") @DefaultValue("100") int limit) {
        return UnavailableMapper.orElse(
                () -> Response.ok(Json.write(decisions.newest(Math.max(1, Math.min(limit, MOST)))))
                        .build());
    }

    /** What was decided about one request. */
    @GET
    @Path("/{id}")
    public Response decision(@PathParam("id") String id) {
        return UnavailableMapper.orElse(
                () -> (StorageKeys.isName(id) ? decisions.find(id) : Optional.<PromotionDecision>empty())
                        .map(decision -> Response.ok(Json.write(decision)).build())
                        .orElseGet(
                                () -> Problem.response(
                                        Response.Status.NOT_FOUND,
                                        "No promotion of that id is decided; if you have just asked for it, look again in a moment.")));
    }

    private Response publish(PromotionRequested request) {
        String id = request.promotionId();
        try {
            events.sendMessage(OutgoingRecords.event(
                            request, request.slot(), id, ProgressLog.SOURCE, request.requestedAt()))
                    .await()
                    .atMost(PATIENCE);
        } catch (TimeoutException | KafkaException e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "Kafka does not answer, so the promotion may not be decided; look at /promotions/" + id
                            + " before you ask again.");
        }
        URI decision = URI.create("/promotions/" + id);
        return Response.accepted(new PromotionAccepted(id, decision))
                .location(decision)
                .build();
    }
}
