package dev.thorax.ingest.patient;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ErasureAnswerTest {
    private static final Instant ORDERED = Instant.parse("2026-11-26T10:00:00Z");
    private static final Erasure ORDER = Erasure.ordered("e-1", "p1-0123", "ada", "asked for", ORDERED);

    @Test
    void shouldNameNeitherThePatientNorWhereTheWorkIs() {
        assertThat(json(ORDER.advanced("s-7", 2, Set.of("thorax/t-1"), null)))
                .isEqualTo("{\"erasureId\":\"e-1\",\"by\":\"ada\",\"reason\":\"asked for\","
                        + "\"orderedAt\":\"2026-11-26T10:00:00Z\",\"scans\":2,\"versions\":[\"thorax/t-1\"]}");
    }

    @Test
    void shouldTellWhatIsErasedFromWhatIsDone() {
        Erasure erased = ORDER.advanced("s-7", 2, Set.of(), ORDERED.plusSeconds(1));
        ErasureAnswer first = ErasureAnswer.of(erased);
        ErasureAnswer last = ErasureAnswer.of(
                erased.late(1, Set.of("thorax/t-2"), ORDERED.plusSeconds(2)).done(ORDERED.plusSeconds(3)));

        assertThat(first.erasedAt()).isEqualTo(ORDERED.plusSeconds(1));
        assertThat(first.doneAt()).isNull();
        assertThat(last.erasedAt()).isEqualTo(ORDERED.plusSeconds(1));
        assertThat(last.doneAt()).isEqualTo(ORDERED.plusSeconds(3));
        assertThat(last.scans()).isEqualTo(3);
        assertThat(last.versions()).containsExactly("thorax/t-2");
    }

    private static String json(Erasure erasure) {
        return new String(Json.write(ErasureAnswer.of(erasure)), UTF_8);
    }
}
