package dev.thorax.explain.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.mutiny.Multi;

/** Answers {@code GET /diagnoses/stream} with server-sent events {@code diagnosis} and {@code status}. */
@Path("/diagnoses/stream")
public class StreamResource {
    private final PageEvents page;
    private final CurrentStatus status;

    StreamResource(PageEvents page, CurrentStatus status) {
        this.page = page;
        this.status = status;
    }

    /** Streams the current status, then news. Never ends by itself. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        return page.stream(status::now).map(event -> event.outbound(sse));
    }
}
