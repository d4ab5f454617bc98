package dev.thorax.training.api;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.access.Role;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.runtime.http.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the resources answer to bodies that they do not take; nothing behind them is reached. */
class RequestBodyTest {
    private static final Caller CALLER = new Caller(KeyIdentity.of("Ada", Role.OPERATOR, () -> true));
    private static final TrainingsResource TRAININGS =
            new TrainingsResource(null, null, null, null, null, null, CALLER, Clock.systemUTC());
    private static final PromotionsResource PROMOTIONS =
            new PromotionsResource(null, null, null, null, CALLER, Clock.systemUTC());

    private static final ValidationsResource VALIDATIONS =
            new ValidationsResource(null, null, new RequestSubjects(), CALLER, Clock.systemUTC());

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldAnswerABodyThatItDoesNotTakeWithAProblemThatNamesTheField(
            Function<byte[], Response> resource, String body, String detail) {
        Response answer = resource.apply(body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(((Problem) answer.getEntity()).detail()).isEqualTo(detail);
    }

    static Stream<Arguments> bodies() {
        Function<byte[], Response> train = TRAININGS::order;
        Function<byte[], Response> cancel = body -> TRAININGS.cancel("t-1", body);
        Function<byte[], Response> promote = PROMOTIONS::order;
        Function<byte[], Response> validate = VALIDATIONS::order;
        return Stream.of(
                arguments(
                        train,
                        "{\"dataset\":\"set1\",\"fold\":5}",
                        "The field \"fold\" is unknown; the fields are by, dataset, engine, folds, fromScratch, heldOut, "
                                + "lungs, recipe, seed, slot, why."),
                arguments(train, "{\"folds\":[]}", "The field \"folds\" must be a whole number."),
                arguments(train, "{", "The body is not valid JSON; look at line 1."),
                arguments(train, "", "The request has no body; send a JSON object."),
                arguments(cancel, "{\"reason\":\"x\"}", "The field \"reason\" is unknown; the fields are by, why."),
                arguments(
                        promote,
                        "{\"slots\":\"production\"}",
                        "The field \"slots\" is unknown; the fields are by, model, slot, version, why."),
                arguments(promote, "[1]", "The body is not a JSON object; send one."),
                arguments(
                        validate,
                        "{\"data\":\"d\"}",
                        "The field \"data\" is unknown; the fields are by, coverage, dataset, model, sources, version, why."),
                arguments(
                        validate,
                        "{\"model\":\"m\",\"dataset\":\"d\"}",
                        "Name both model and version, each 1 to 128 letters, digits, dots, underscores and dashes."),
                arguments(
                        validate,
                        "{\"model\":\"m\",\"version\":\"v\",\"dataset\":\"../d\"}",
                        "The dataset must be named with 1 to 128 letters, digits, dots, underscores and dashes."),
                arguments(
                        validate,
                        "{\"model\":\"m\",\"version\":\"v\",\"dataset\":\"d\",\"sources\":[]}",
                        "The sources must be 1 to 100 names of at most 200 characters; leave them out for all scans of the "
                                + "data set."),
                arguments(
                        validate,
                        "{\"model\":\"m\",\"version\":\"v\",\"dataset\":\"d\",\"coverage\":1.5}",
                        "The coverage must be in [0.5,0.999]; leave it out if the version is not to be calibrated."),
                arguments(
                        validate,
                        "{\"model\":\"m\",\"version\":\"v\",\"dataset\":\"d\",\"why\":\" \"}",
                        "The reason must have 1 to 1000 characters; leave why out if there is none."),
                arguments(
                        validate,
                        "{\"model\":\"m\",\"version\":\"v\",\"dataset\":\"d\",\"by\":\"Bob\"}",
                        "The field by must be Ada, the name of the caller, because nobody decides for others; leave it "
                                + "out."));
    }
}
