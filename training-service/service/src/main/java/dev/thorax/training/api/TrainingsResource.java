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
import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.NotAudited;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.runtime.http.ProblemResponse;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.training.promotion.Approvals;
import dev.thorax.training.request.InvalidTrainingRequestException;
import dev.thorax.training.request.TrainingRequestValidator;
import dev.thorax.training.run.Cancellations;

/** Puts requests and cancellations on their topics, like anyone else, and reads the latest progress. */
@RolesAllowed(Role.OPERATOR_NAME)
@Path("/trainings")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class TrainingsResource {
    private static final int MOST = 500;

    private final TrainingRequestValidator check;
    private final ProgressLog log;
    private final Cancellations cancellations;
    private final Approvals approvals;
    private final RequestPublisher publisher;
    private final RequestSubjects subjects;
    private final Caller caller;
    private final Clock clock;

    TrainingsResource(
            TrainingRequestValidator check,
            ProgressLog log,
            Cancellations cancellations,
            Approvals approvals,
            RequestPublisher publisher,
            RequestSubjects subjects,
            Caller caller,
            Clock clock) {
        this.check = check;
        this.log = log;
        this.cancellations = cancellations;
        this.approvals = approvals;
        this.publisher = publisher;
        this.subjects = subjects;
        this.caller = caller;
        this.clock = clock;
    }

    /** Asks for a training; 202 with its id, or 400 with the reason. */
    @POST
    @Audited(AuditAction.TRAINED)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(byte[] body) {
        TrainingRequested request;
        try {
            request = Json.readRequest(body, TrainingOrder.class)
                    .request("t-" + subjects.id(), caller.name(), clock.instant());
            check.check(request);
        } catch (InvalidRequestException | InvalidTrainingRequestException e) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, e.getMessage());
        }
        subjects.addTraining(request.trainingId(), request.dataset());
        if (request.by() != null) {
            approvals.give(StoredApproval.of(request));
        }
        log.queued(request);
        return publisher.publish(request, request.trainingId(), request.trainingId(), request.requestedAt())
                ? accepted(request.trainingId())
                : ProblemResponse.of(
                        Response.Status.SERVICE_UNAVAILABLE,
                        "Kafka does not answer, so the training may not begin; look at /trainings/"
                                + request.trainingId() + " before you ask again.");
    }

    /**
     * The latest progress of the newest trainings, the one heard of last first.
     *
     * @param limit how many at most, in [1,500]
     */
    @GET
    @NotAudited("It shows the progress of trainings, and no scan.")
    public Response newest(@QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, "The limit must be 1 to " + MOST + ".");
        }
        return Response.ok(Json.write(log.newest(limit))).build();
    }

    /** The latest progress of a training. */
    @GET
    @Path("/{id}")
    @NotAudited("It shows the progress of trainings, and no scan.")
    public Response progress(@PathParam("id") String id) {
        return known(id)
                .map(progress -> Response.ok(Json.write(progress)).build())
                .orElseGet(TrainingsResource::unknown);
    }

    /** Requests the end of a training: 202, 404 if none of that id is known, or 409 if it has ended. The body may be empty. */
    @POST
    @Path("/{id}/cancel")
    @Audited(AuditAction.CANCELLED)
    public Response cancel(@PathParam("id") String id, byte[] body) {
        TrainingCancelled cancelled;
        try {
            cancelled = (body == null || body.length == 0
                            ? CancelOrder.EMPTY
                            : Json.readRequest(body, CancelOrder.class))
                    .event(id, caller.name(), clock.instant());
        } catch (InvalidRequestException e) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, e.getMessage());
        }
        return known(id).map(progress -> cancel(progress, cancelled)).orElseGet(TrainingsResource::unknown);
    }

    private Response cancel(TrainingProgress progress, TrainingCancelled cancelled) {
        String id = progress.trainingId();
        subjects.addTraining(id);
        if (progress.state().isFinal()) {
            return ProblemResponse.of(
                    Response.Status.CONFLICT,
                    "The training has ended as " + progress.state() + " already, so there is nothing to cancel.");
        }
        cancellations.keepNow(cancelled);
        return publisher.publish(cancelled, id, id + ":cancelled", clock.instant())
                ? accepted(id)
                : ProblemResponse.of(
                        Response.Status.SERVICE_UNAVAILABLE,
                        "Kafka does not answer, so the training may go on; look at /trainings/" + id
                                + " before you ask again.");
    }

    private Optional<TrainingProgress> known(String id) {
        return TrainingRequestValidator.isId(id) ? log.latest(id) : Optional.empty();
    }

    private static Response accepted(String id) {
        URI progress = URI.create("/trainings/" + id);
        return Response.accepted(new TrainingAccepted(id, progress))
                .location(progress)
                .build();
    }

    private static Response unknown() {
        return ProblemResponse.of(
                Response.Status.NOT_FOUND, "No training of that id was asked for here; check the id.");
    }
}
