package dev.thorax.explain.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.mutiny.Multi;

/** {@code GET /diagnoses/stream}: what is new, as server-sent events {@code diagnosis} and {@code status}. */
@Path("/diagnoses/stream")
public class StreamResource {
    private final PageEvents page;
    private final CurrentStatus status;

    StreamResource(PageEvents page, CurrentStatus status) {
        this.page = page;
        this.status = status;
    }

    /** Begins with how the system stands; then everything new. Never ends by itself. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        Multi<PageEvents.News> now = Multi.createFrom().item(() -> PageEvents.News.of("status", status.now()));
        return Multi.createBy().merging().streams(page.follow(), now).map(news -> sse.newEventBuilder()
                .name(news.name())
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(news.json())
                .build());
    }
}
