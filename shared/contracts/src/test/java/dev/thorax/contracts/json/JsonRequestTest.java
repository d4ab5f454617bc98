package dev.thorax.contracts.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonRequestTest {
    /** A request of any kind. */
    record Order(String dataset, Integer folds, Boolean fromScratch, List<String> classes) {}

    @Test
    void shouldReadARequestThatLeavesFieldsOut() {
        assertThat(read("{\"dataset\":\"set1\"}")).isEqualTo(new Order("set1", null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"fold\":5} | The field \"fold\" is unknown; the fields are classes, dataset, folds, fromScratch.",
                "{\"folds\":\"five\"} | The field \"folds\" must be a whole number.",
                "{\"fromScratch\":\"maybe\"} | The field \"fromScratch\" must be true or false.",
                "{\"dataset\":{}} | The field \"dataset\" must be text.",
                "{\"classes\":\"A\"} | The field \"classes\" must be a list.",
                "{\"classes\":[{}]} | The field \"classes.[]\" must be text.",
                "[] | The body is not a JSON object; send one.",
                "null | The request has no body; send a JSON object.",
                "`` | The request has no body; send a JSON object.",
                "{\"dataset\": | The body is not valid JSON; look at line 1.",
                "dataset=set1 | The body is not valid JSON; look at line 1."
            })
    void shouldRefuseARequestWithASentenceForItsClient(String body, String sentence) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(sentence);
    }

    @Test
    void shouldRepeatOnlyTheBeginningOfAnUnknownField() {
        assertThatThrownBy(() -> read("{\"\\u001b" + "x".repeat(10_000) + "\":1}"))
                .isInstanceOf(InvalidRequestException.class)
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("\u001b").hasSizeLessThan(500));
    }

    @Test
    void shouldIgnoreAnUnknownFieldOfAnEvent() {
        byte[] event = "{\"dataset\":\"set1\",\"colour\":\"red\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.read(event, Order.class)).isEqualTo(new Order("set1", null, null, null));
    }

    private static Order read(String body) {
        return Json.readRequest(body == null ? null : body.getBytes(StandardCharsets.UTF_8), Order.class);
    }
}
