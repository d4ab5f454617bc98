package dev.thorax.training.api;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.worker.ValidationOrder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The JSON form of what the resources take and answer. */
class BodyJsonTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldTurnATrainingOrderIntoARequestFieldByField() {
        TrainingRequested request = read(
                        "{\"dataset\":\"d\",\"recipe\":\"r\",\"engine\":\"torch\",\"slot\":\"candidate\",\"seed\":7,"
                                + "\"by\":\"Ada\",\"why\":\"w\",\"folds\":5,\"fromScratch\":true,\"heldOut\":\"sources\",\"lungs\":\"t-9\"}",
                        TrainingOrder.class)
                .request("t-1", "Ada", AT);

        assertThat(request)
                .isEqualTo(new TrainingRequested(
                        "t-1", "d", "r", "torch", "candidate", 7L, AT, "Ada", "w", 5, null, true, "sources", "t-9"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "'{}', production",
                "'{\"slot\":\"none\"}', null",
                "'{\"slot\":\"candidate\"}', candidate",
                "'{\"slot\":\"attic\"}', attic"
            })
    void shouldTrainForProductionUnlessTheOrderNamesAnotherSlotOrNone(String json, String slot) {
        assertThat(read(json, TrainingOrder.class).request("t-1", "Ada", AT).slot())
                .isEqualTo(slot);
    }

    @Test
    void shouldTurnAPromotionOrderIntoARequestFieldByField() {
        PromotionRequested request = read(
                        "{\"slot\":\"production\",\"model\":\"m\",\"version\":\"v\",\"by\":\"Ada\",\"why\":\"w\"}",
                        PromotionOrder.class)
                .request("p-1", "Ada", AT);

        assertThat(request).isEqualTo(new PromotionRequested("p-1", "production", "m", "v", "Ada", "w", AT));
    }

    @Test
    void shouldTurnAValidationRequestIntoAnOrderFieldByField() {
        ValidationOrder order = read(
                        "{\"model\":\"m\",\"version\":\"v\",\"dataset\":\"d\",\"sources\":[\"North\"],\"coverage\":0.9,\"by\":\"Ada\","
                                + "\"why\":\"w\"}",
                        ValidationRequest.class)
                .order("v-1", "Ada", AT);

        assertThat(order).isEqualTo(new ValidationOrder("v-1", "m", "v", "d", List.of("North"), 0.9, "Ada", "w", AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"by\":\"Ada\"}", "{}"})
    void shouldNameTheCallerWhoCancelsATraining(String json) {
        assertThat(read(json, CancelOrder.class).event("t-1", "Ada", AT))
                .isEqualTo(new TrainingCancelled("t-1", "Ada", null, AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bob", "ada", "", "  "})
    void shouldRefuseADecisionInTheNameOfSomebodyElse(String by) {
        assertThatThrownBy(() -> new CancelOrder(by, null).event("t-1", "Ada", AT))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("must be Ada");
        assertThatThrownBy(() -> new PromotionOrder("production", "m", "v", by, "w").request("p-1", "Ada", AT))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> read("{\"why\":\"w\",\"by\":\"" + by + "\"}", TrainingOrder.class)
                        .request("t-1", "Ada", AT))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void shouldTakeTheCallerForTheOneWhoGivesAReasonAndForNobodyElse() {
        assertThat(new PromotionOrder("production", "m", "v", null, "w")
                        .request("p-1", "Ada", AT)
                        .by())
                .isEqualTo("Ada");
        assertThat(new PromotionOrder("production", "m", "v", null, null)
                        .request("p-1", "Ada", AT)
                        .by())
                .isNull();
    }

    @Test
    void shouldTakeACancellationWithoutBody() {
        assertThat(CancelOrder.EMPTY.event("t-1", "Ada", AT))
                .isEqualTo(read("{}", CancelOrder.class).event("t-1", "Ada", AT));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldWriteAnAnswer(Object answer, String json) {
        assertThat(new String(Json.write(answer), UTF_8)).isEqualTo(json);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(
                        new TrainingAccepted("t-1", URI.create("/trainings/t-1")),
                        "{\"trainingId\":\"t-1\",\"progress\":\"/trainings/t-1\"}"),
                arguments(
                        new PromotionAccepted("p-1", URI.create("/promotions/p-1")),
                        "{\"promotionId\":\"p-1\",\"decision\":\"/promotions/p-1\"}"),
                arguments(
                        new ValidationAccepted(
                                "v-1", URI.create("/validations/v-1"), URI.create("/validations/v-1/report.html")),
                        "{\"validationId\":\"v-1\",\"validation\":\"/validations/v-1\","
                                + "\"report\":\"/validations/v-1/report.html\"}"),
                arguments(
                        new ModelSummary("m", List.of("v1", "v2"), Map.of("production", "v2")),
                        "{\"model\":\"m\",\"versions\":[\"v1\",\"v2\"],\"slots\":{\"production\":\"v2\"}}"),
                arguments(
                        new VersionSummary("v1", AT, null, List.of("A", "B"), List.of()),
                        "{\"version\":\"v1\",\"trainedAt\":\"2026-01-01T00:00:00Z\",\"classes\":[\"A\",\"B\"],"
                                + "\"slots\":[]}"),
                arguments(
                        new VersionDetail(
                                List.of("candidate"),
                                new Manifest(
                                        "m", "v1", List.of("A"), null, null, "torch", 1, AT, null, null, Map.of())),
                        "{\"slots\":[\"candidate\"],\"manifest\":{\"model\":\"m\",\"version\":\"v1\",\"classes\":[\"A\"],"
                                + "\"engine\":\"torch\",\"seed\":1,\"trainedAt\":\"2026-01-01T00:00:00Z\",\"files\":{}}}"));
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.readRequest(json.getBytes(UTF_8), type);
    }
}
