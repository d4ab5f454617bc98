package dev.thorax.ingest.patient;

import jakarta.ws.rs.core.Response;

import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.ingest.event.EventsUnpublishedException;
import dev.thorax.runtime.http.ProblemResponse;
import dev.thorax.storage.StoreUnavailableException;

/** Turns the failures of requests about patients into problem documents. */
final class PatientProblemMappers {
    private static final Logger LOG = Logger.getLogger(PatientProblemMappers.class);
    private static final String GOES_ON =
            " What is ordered goes on by itself; order it again if you did not get an answer" + " with its id before.";

    @ServerExceptionMapper
    Response invalid(InvalidRequestException failure) {
        return ProblemResponse.of(Response.Status.BAD_REQUEST, failure.getMessage());
    }

    @ServerExceptionMapper
    Response refused(PatientRequestException failure) {
        return ProblemResponse.of(failure.status(), failure.getMessage());
    }

    @ServerExceptionMapper
    Response storeUnavailable(StoreUnavailableException failure) {
        LOG.warnf("A request about a patient waits for the object store cause=\"%s\"", failure.getMessage());
        return ProblemResponse.of(
                Response.Status.SERVICE_UNAVAILABLE, "The object store does not answer; try again later." + GOES_ON);
    }

    @ServerExceptionMapper
    Response brokerAway(KafkaException failure) {
        LOG.warnf("An erasure waits for the broker cause=\"%s\"", failure.getMessage());
        return kafkaAway();
    }

    @ServerExceptionMapper
    Response unfinished(EventsUnpublishedException failure) {
        LOG.warnf("An erasure waits for the broker cause=\"%s\"", failure.getMessage());
        return kafkaAway();
    }

    private static Response kafkaAway() {
        return ProblemResponse.of(
                Response.Status.SERVICE_UNAVAILABLE, "Kafka does not answer; try again later." + GOES_ON);
    }
}
