package dev.thorax.runtime.audit;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AuditFilterTest {
    @ParameterizedTest
    @CsvSource({
        "200, true",
        "202, true",
        "204, true",
        "206, true",
        "304, true",
        "303, false",
        "400, false",
        "403, false",
        "404, false",
        "409, false",
        "429, false",
        "500, false",
        "503, false"
    })
    void shouldNameWhatAnAddressNamesOnlyIfItWasServed(int status, boolean isNamed) {
        assertThat(AuditFilter.isServed(Response.Status.fromStatusCode(status))).isEqualTo(isNamed);
    }
}
