package dev.thorax.runtime.http;

import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JsonMapperProducerTest {
    private final ObjectMapper mapper = new JsonMapperProducer().mapper();

    private record Answer(Instant at, String none) {
        /** Looks like a field to Jackson as it comes. */
        public boolean isLate() {
            return true;
        }
    }

    @Test
    void shouldWriteTimesAsTextAndNoFieldsThatAreAbsentOrMadeUp() throws Exception {
        assertThat(mapper.writeValueAsString(new Answer(Instant.parse("2026-11-26T12:00:00Z"), null)))
                .isEqualTo("{\"at\":\"2026-11-26T12:00:00Z\"}");
    }
}
