package dev.thorax.training.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.training.progress.ProgressFeed;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.request.TrainingRequestValidator;

/** Progress as server-sent events {@code progress}: first where things stand, then what is new; {@code beat} is nothing new. */
@Path("/trainings")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class ProgressResource {
    private static final int NEWEST = 20;
    private static final Duration BEATS = Duration.ofSeconds(15);

    private final ProgressLog log;
    private final ProgressFeed feed;

    ProgressResource(ProgressLog log, ProgressFeed feed) {
        this.log = log;
        this.feed = feed;
    }

    /** Of all trainings. Never ends by itself. */
    @GET
    @Path("/events")
    public Multi<OutboundSseEvent> all(@Context Sse sse) {
        return stream(sse, () -> log.newest(NEWEST), feed.follow());
    }

    /** Of one training, also one that was not asked for yet. Never ends by itself. */
    @GET
    @Path("/{id}/events")
    public Multi<OutboundSseEvent> one(@PathParam("id") String id, @Context Sse sse) {
        Supplier<List<TrainingProgress>> latest = () ->
                TrainingRequestValidator.isId(id) ? log.latest(id).stream().toList() : List.of();
        return stream(sse, latest, feed.follow().filter(progress -> id.equals(progress.trainingId())));
    }

    /** The feed is followed before the latest is read, so that nothing falls between. */
    private static Multi<OutboundSseEvent> stream(
            Sse sse, Supplier<List<TrainingProgress>> latest, Multi<TrainingProgress> news) {
        Multi<TrainingProgress> now = Multi.createFrom()
                .items(() -> latest.get().stream())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        Multi<OutboundSseEvent> progress = Multi.createBy()
                .merging()
                .streams(news, now)
                .map(item -> event(sse, "progress", new String(Json.write(item), StandardCharsets.UTF_8)));
        Multi<OutboundSseEvent> beats =
                Multi.createFrom().ticks().every(BEATS).onOverflow().drop().map(tick -> event(sse, "beat", "{}"));
        return Multi.createBy().merging().streams(progress, beats);
    }

    private static OutboundSseEvent event(Sse sse, String name, String json) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(json)
                .build();
    }
}
