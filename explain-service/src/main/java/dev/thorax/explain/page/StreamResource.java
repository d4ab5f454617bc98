package dev.thorax.explain.page;

import java.util.function.BooleanSupplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.AuditedStreams;

/** Answers {@code GET /diagnoses/stream} with server-sent events {@code diagnosis}, {@code erased} and {@code status}. */
@RolesAllowed({Role.CLINICIAN_NAME, Role.OPERATOR_NAME})
@Path("/diagnoses/stream")
public class StreamResource {
    private final PageEvents page;
    private final CurrentStatus status;
    private final Caller caller;
    private final AuditedStreams streams;

    StreamResource(PageEvents page, CurrentStatus status, Caller caller, AuditedStreams streams) {
        this.page = page;
        this.status = status;
        this.caller = caller;
        this.streams = streams;
    }

    /** Streams the current status, then news, as long as the caller's key or token is valid. */
    @GET
    @Blocking
    @Audited(AuditAction.FOLLOWED)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        BooleanSupplier session = caller.session();
        return streams.audited(page.stream(status::now))
                .select()
                .first(event -> session.getAsBoolean())
                .map(event -> event.outbound(sse));
    }
}
