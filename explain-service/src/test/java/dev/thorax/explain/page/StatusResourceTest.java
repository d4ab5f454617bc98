package dev.thorax.explain.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.explain.model.Promotions;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@link SystemStatus}, too, which is the answer. */
class StatusResourceTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final ProductionModel production = Promotions.none();
    private final CurrentStatus status = new CurrentStatus(production, new PageEvents(fixture.metrics));
    private final StatusResource resource = new StatusResource(status);

    @Test
    void shouldAnswerWithoutAModelAndWithoutTrainings() throws Exception {
        Response answer = resource.now();

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getEntity()).isEqualTo(new SystemStatus(null, List.of()));
        assertThat(json(answer)).isEqualTo(Json.mapper().readTree("{\"trainings\":[]}"));
    }

    @Test
    void shouldAnswerWithTheModelInProductionAndTheNewestTrainingsFirst() throws Exception {
        ModelPromoted promoted = TestBundles.store(fixture.store, "v1", 1);
        Promotions.deliver(production, promoted);
        status.show(Json.write(progress("t-1", 1)));
        status.show(Json.write(progress("t-2", 2)));

        Response answer = resource.now();

        assertThat(answer.getEntity())
                .isEqualTo(new SystemStatus(promoted, List.of(progress("t-2", 2), progress("t-1", 1))));
        assertThat(json(answer).at("/production/version").asText()).isEqualTo("v1");
        assertThat(json(answer).at("/trainings/0/trainingId").asText()).isEqualTo("t-2");
    }

    @Test
    void shouldNotBeKeptByAnyCache() {
        assertThat(resource.now().getHeaderString("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void shouldNotAnswerWithWhatIsNoProgress() {
        TrainingProgress large = new TrainingProgress(
                "t-1",
                TrainingProgress.State.RUNNING,
                "cnn4",
                1,
                30,
                null,
                null,
                null,
                "x".repeat(65 << 10),
                Instant.EPOCH);
        status.show(null);
        status.show(new byte[0]);
        status.show("null".getBytes(StandardCharsets.UTF_8));
        status.show("{\"trainingId\":\"t-1\"}".getBytes(StandardCharsets.UTF_8));
        status.show(Json.write(large));

        assertThat(resource.now().getEntity()).isEqualTo(new SystemStatus(null, List.of()));
    }

    private static JsonNode json(Response answer) throws Exception {
        return Json.mapper().readTree(Json.write(answer.getEntity()));
    }

    private static TrainingProgress progress(String id, int second) {
        return new TrainingProgress(
                id,
                TrainingProgress.State.RUNNING,
                "cnn4",
                second,
                30,
                null,
                null,
                null,
                "Training.",
                Instant.ofEpochSecond(second));
    }
}
