package dev.thorax.ingest.patient;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeldQueryTest {
    @Test
    void shouldReadTheFirstPageAndALaterOne() throws Exception {
        assertThat(read("{\"patient\":\"Jane Doe\"}")).isEqualTo(new HeldQuery("Jane Doe", null));
        assertThat(read("{\"patient\":\"Jane Doe\",\"after\":\"s-1\"}")).isEqualTo(new HeldQuery("Jane Doe", "s-1"));
    }

    /** A misspelt field would else begin anew with the first page. */
    @Test
    void shouldRefuseAFieldThatItDoesNotKnow() {
        assertThatThrownBy(() -> read("{\"patient\":\"Jane Doe\",\"afer\":\"s-1\"}"))
                .isInstanceOf(InvalidRequestException.class)
                .message()
                .doesNotContain("Jane");
    }

    @Test
    void shouldNeverPrintThePatient() {
        assertThat(new HeldQuery("Jane Doe", "s-1").toString())
                .doesNotContain("Jane")
                .contains("s-1");
    }

    private static HeldQuery read(String json) throws Exception {
        return Json.readRequest(json.getBytes(UTF_8), HeldQuery.class);
    }
}
