package dev.thorax.ingest.patient;

import java.io.IOException;
import java.util.List;

import jakarta.ws.rs.core.Response;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.runtime.http.Problem;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

class PatientProblemMappersTest {
    private final PatientProblemMappers mappers = new PatientProblemMappers();

    @Test
    void shouldAnswerARefusalWithItsOwnStatusAndSentence() {
        Response gone = mappers.refused(new PatientRequestException(Response.Status.NOT_FOUND, "No such erasure."));
        Response invalid = mappers.invalid(new InvalidRequestException("The field patient is missing."));

        assertThat(gone.getStatus()).isEqualTo(404);
        assertThat(detail(gone)).isEqualTo("No such erasure.");
        assertThat(invalid.getStatus()).isEqualTo(400);
        assertThat(detail(invalid)).isEqualTo("The field patient is missing.");
    }

    /** The failure may name an object of the patient, so the answer has none of it. */
    @Test
    void shouldAskToComeAgainWhileTheStoreOrTheBrokerIsAway() {
        List<Response> answers = List.of(
                mappers.storeUnavailable(
                        new StoreUnavailableException("read patients/p1-0123/s-1", new IOException("refused"))),
                mappers.brokerAway(new KafkaException("p1-0123")));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getHeaderString("Retry-After")).isNotNull();
            assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
            assertThat(detail(answer)).contains("goes on by itself").doesNotContain("p1-0123");
        });
        assertThat(detail(answers.get(0))).startsWith("The object store does not answer");
        assertThat(detail(answers.get(1))).startsWith("Kafka does not answer");
    }

    private static String detail(Response answer) {
        return ((Problem) answer.getEntity()).detail();
    }
}
