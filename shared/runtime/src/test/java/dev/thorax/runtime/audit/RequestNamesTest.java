package dev.thorax.runtime.audit;

import java.util.List;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.runtime.http.AllowedMethods;

import static org.assertj.core.api.Assertions.assertThat;

class RequestNamesTest {
    private final RequestNames names = new RequestNames(AllowedMethods.of(List.of(Pictures.class, Reports.class)));

    @ParameterizedTest
    @CsvSource({
        "/pictures/s-1, GET /pictures/{scanId}",
        "/pictures/stream, GET /pictures/stream",
        "/scans, GET /scans",
        "/Mueller-1953, GET (another address)",
        "/pictures/a/b/Mueller, GET (another address)"
    })
    void shouldNameTheEndpointAndNothingThatACallerWrote(String path, String name) {
        assertThat(names.of("GET", path)).isEqualTo(name);
    }

    @Test
    void shouldFindWhatAnAddressNames() {
        assertThat(subjects(Map.of("scanId", "s-1")).scans()).containsExactly("s-1");
        assertThat(subjects(Map.of("model", "m", "version", "v-1")).versions()).containsExactly("m/v-1");
        assertThat(subjects(Map.of("scanId", "M\u00fcller"))).isEqualTo(AuditSubjects.NONE);
        assertThat(subjects(Map.of("else", "s-1"))).isEqualTo(AuditSubjects.NONE);
    }

    private static AuditSubjects subjects(Map<String, String> parts) {
        return RequestNames.subjects(parts::get);
    }

    @Path("/pictures")
    private static final class Pictures {
        @GET
        @Path("/{scanId}")
        public String one() {
            return "";
        }

        @GET
        @Path("/stream")
        public String stream() {
            return "";
        }
    }

    @Path("/reports/{model}/{version}")
    private static final class Reports {
        @GET
        public String one() {
            return "";
        }
    }
}
