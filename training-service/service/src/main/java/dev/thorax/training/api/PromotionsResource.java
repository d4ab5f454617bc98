package dev.thorax.training.api;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
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

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.NotAudited;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.runtime.http.ProblemResponse;
import dev.thorax.training.promotion.Approvals;
import dev.thorax.training.promotion.DecisionStore;
import dev.thorax.training.promotion.PromotionCommand;
import dev.thorax.training.promotion.PromotionDecision;

/** Puts requests for promotions on the topic, like anyone else, and reads what was decided. */
@RolesAllowed(Role.OPERATOR_NAME)
@Path("/promotions")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class PromotionsResource {
    private static final int MOST = 1000;

    private final DecisionStore decisions;
    private final Approvals approvals;
    private final RequestPublisher publisher;
    private final RequestSubjects subjects;
    private final Caller caller;
    private final Clock clock;

    PromotionsResource(
            DecisionStore decisions,
            Approvals approvals,
            RequestPublisher publisher,
            RequestSubjects subjects,
            Caller caller,
            Clock clock) {
        this.decisions = decisions;
        this.approvals = approvals;
        this.publisher = publisher;
        this.subjects = subjects;
        this.caller = caller;
        this.clock = clock;
    }

    /** Asks for a promotion; 202 with its id, or 400 with the reason. */
    @POST
    @Audited(AuditAction.PROMOTED)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(byte[] body) {
        PromotionRequested request;
        try {
            request = Json.readRequest(body, PromotionOrder.class)
                    .request("p-" + subjects.id(), caller.name(), clock.instant());
            PromotionCommand.of(request);
        } catch (InvalidRequestException | PromotionException e) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, e.getMessage());
        }
        if (request.model() != null) {
            subjects.addVersion(request.model(), request.version());
        }
        if (request.by() != null) {
            approvals.give(StoredApproval.of(request));
        }
        String id = request.promotionId();
        return publisher.publish(request, request.slot(), id, request.requestedAt())
                ? accepted(id)
                : ProblemResponse.of(
                        Response.Status.SERVICE_UNAVAILABLE,
                        "Kafka does not answer, so the promotion may not be decided; look at /promotions/" + id
                                + " before you ask again.");
    }

    /** Returns all decisions, newest first, also those about the versions of trainings. */
    @GET
    @NotAudited("It shows what was decided about versions, and no scan.")
    public Response history(@QueryParam("limit") @DefaultValue("100") int limit) {
        return Response.ok(Json.write(decisions.newest(Math.max(1, Math.min(limit, MOST)))))
                .build();
    }

    /** Returns the decision about one request. */
    @GET
    @Path("/{id}")
    @NotAudited("It shows what was decided about versions, and no scan.")
    public Response decision(@PathParam("id") String id) {
        return (StorageKeys.isName(id) ? decisions.find(id) : Optional.<PromotionDecision>empty())
                .map(decision -> Response.ok(Json.write(decision)).build())
                .orElseGet(() -> ProblemResponse.of(
                        Response.Status.NOT_FOUND,
                        "No promotion of that id is decided; if you have just asked for it, look again in a moment."));
    }

    private static Response accepted(String id) {
        URI decision = URI.create("/promotions/" + id);
        return Response.accepted(new PromotionAccepted(id, decision))
                .location(decision)
                .build();
    }
}
