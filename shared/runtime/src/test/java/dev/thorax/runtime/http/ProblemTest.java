package dev.thorax.runtime.http;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ProblemTest {
    private enum Kind {
        NO_MODEL
    }

    @Test
    void shouldNameTheStatusIfItSaysEnough() {
        assertThat(json(Problem.ofStatus(404, "Not Found", "No such model.")))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"No such model.\"}");
    }

    @Test
    void shouldNameTheKindByUrn() {
        assertThat(Problem.ofKind(Kind.NO_MODEL, "No model yet", 503, "Wait.").type())
                .isEqualTo("urn:thorax:problem:no-model");
    }

    @Test
    void shouldCarryTheReasonOfARefusedScan() {
        assertThat(json(Problem.ofReason("too-large", "The scan is not acceptable", 413, "Send it smaller.")))
                .isEqualTo("{\"type\":\"urn:thorax:problem:too-large\",\"title\":\"The scan is not acceptable\","
                        + "\"status\":413,\"detail\":\"Send it smaller.\",\"reason\":\"too-large\"}");
    }

    private static String json(Problem problem) {
        return new String(Json.write(problem), UTF_8);
    }
}
