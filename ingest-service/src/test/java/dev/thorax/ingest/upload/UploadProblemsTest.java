package dev.thorax.ingest.upload;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.runtime.http.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class UploadProblemsTest {
    @ParameterizedTest
    @CsvSource({
        "EMPTY, 400, empty",
        "INVALID_METADATA, 400, invalid-metadata",
        "ID_TAKEN, 409, id-taken",
        "TOO_LARGE, 413, too-large",
        "NOT_AN_IMAGE, 415, not-an-image",
        "FORMAT_NOT_SUPPORTED, 415, format-not-supported",
        "TRUNCATED, 422, truncated",
        "CORRUPT, 422, corrupt",
        "TOO_SMALL, 422, too-small",
        "TOO_MANY_PIXELS, 422, too-many-pixels",
        "BLANK, 422, blank"
    })
    void shouldAnswerEachRejectionWithItsStatus(RejectionReason reason, int status, String name) {
        Problem problem = UploadProblems.of(new UnacceptableScanException(reason, "Send it again."));

        assertThat(problem)
                .isEqualTo(new Problem(
                        "urn:thorax:problem:" + name, "The scan is not acceptable", status, "Send it again.", name));
    }

    @Test
    void shouldNameTheLimitOfASlowUpload() {
        assertThat(UploadProblems.tooSlow(Duration.ofMinutes(2)).detail()).contains("within 120 s");
    }
}
