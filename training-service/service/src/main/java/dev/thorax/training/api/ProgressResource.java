package dev.thorax.training.api;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.mutiny.Multi;

import dev.thorax.access.Role;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.audit.NotAudited;
import dev.thorax.training.progress.ProgressFeed;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.request.TrainingRequestValidator;

/**
 * Streams progress as server-sent events {@code progress}: first the current one, then news. {@code beat} is a heartbeat. A
 * stream ends by itself only if the caller's key or token is no longer valid.
 */
@RolesAllowed(Role.OPERATOR_NAME)
@Path("/trainings")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class ProgressResource {
    private static final int NEWEST = 20;

    private final ProgressLog log;
    private final ProgressFeed feed;
    private final Caller caller;

    ProgressResource(ProgressLog log, ProgressFeed feed, Caller caller) {
        this.log = log;
        this.feed = feed;
        this.caller = caller;
    }

    /** Streams the progress of all trainings. */
    @GET
    @Path("/events")
    @NotAudited("It shows the progress of trainings, and no scan.")
    public Multi<OutboundSseEvent> all(@Context Sse sse) {
        return stream(sse, () -> log.newest(NEWEST).stream(), progress -> true);
    }

    /** Streams the progress of one training, even if it is not requested yet. */
    @GET
    @Path("/{id}/events")
    @NotAudited("It shows the progress of trainings, and no scan.")
    public Multi<OutboundSseEvent> one(@PathParam("id") String id, @Context Sse sse) {
        return stream(
                sse,
                () -> TrainingRequestValidator.isId(id) ? log.latest(id).stream() : Stream.empty(),
                progress -> id.equals(progress.trainingId()));
    }

    private Multi<OutboundSseEvent> stream(
            Sse sse, Supplier<Stream<TrainingProgress>> current, Predicate<TrainingProgress> filter) {
        BooleanSupplier session = caller.session();
        return feed.stream(current, filter)
                .select()
                .first(event -> session.getAsBoolean())
                .map(event -> event.outbound(sse));
    }
}
