package dev.thorax.training.api;

import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.mutiny.Multi;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.training.progress.ProgressFeed;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.request.TrainingRequestValidator;

/** Streams progress as server-sent events {@code progress}: first the current one, then news. {@code beat} is a heartbeat. */
@Path("/trainings")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class ProgressResource {
    private static final int NEWEST = 20;

    private final ProgressLog log;
    private final ProgressFeed feed;

    ProgressResource(ProgressLog log, ProgressFeed feed) {
        this.log = log;
        this.feed = feed;
    }

    /** Streams the progress of all trainings. Never ends by itself. */
    @GET
    @Path("/events")
    public Multi<OutboundSseEvent> all(@Context Sse sse) {
        return stream(sse, () -> log.newest(NEWEST).stream(), progress -> true);
    }

    /** Streams the progress of one training, even if it is not requested yet. Never ends by itself. */
    @GET
    @Path("/{id}/events")
    public Multi<OutboundSseEvent> one(@PathParam("id") String id, @Context Sse sse) {
        return stream(
                sse,
                () -> TrainingRequestValidator.isId(id) ? log.latest(id).stream() : Stream.empty(),
                progress -> id.equals(progress.trainingId()));
    }

    private Multi<OutboundSseEvent> stream(
            Sse sse, Supplier<Stream<TrainingProgress>> current, Predicate<TrainingProgress> filter) {
        return feed.stream(current, filter).map(event -> event.outbound(sse));
    }
}
