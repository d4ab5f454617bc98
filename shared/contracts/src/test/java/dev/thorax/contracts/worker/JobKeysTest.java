package dev.thorax.contracts.worker;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JobKeysTest {
    @ParameterizedTest
    @MethodSource("jobs")
    void shouldFindTheJobOfAnOrderAgain(JobKeys job) {
        assertThat(JobKeys.ofOrder(job.order())).isEqualTo(job);
    }

    static Stream<JobKeys> jobs() {
        return Stream.of(
                JobKeys.ofTraining("t-1"),
                JobKeys.ofComparison("p-1", "0123456789abcdef"),
                JobKeys.ofValidation("v-1"));
    }

    @Test
    void shouldKeepTheKeysThatWorkersOfEarlierReleasesKnow() {
        assertThat(JobKeys.ofTraining("t-1"))
                .isEqualTo(new JobKeys("runs/trainings/t-1.json", "trainings/t-1/"))
                .returns("training", JobKeys::kind);
        assertThat(JobKeys.ofComparison("p-1", "a1"))
                .isEqualTo(new JobKeys("runs/comparisons/p-1/a1.json", "comparisons/p-1/a1/"))
                .returns("comparison", JobKeys::kind);
        assertThat(JobKeys.ofValidation("v-1"))
                .isEqualTo(new JobKeys("runs/validations/v-1.json", "validations/v-1/"))
                .returns("validation", JobKeys::kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs/trainings/t-1",
                "runs/comparisons/p-1.json",
                "runs/validations/../t-1.json",
                "runs/others/x.json",
                "validations/v-1.json"
            })
    void shouldRefuseWhatIsNoOrder(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> JobKeys.ofOrder(key));
    }

    @Test
    void shouldReadTheOrderOfAValidationAgain() {
        JobOrder order = JobOrder.of(new ValidationOrder(
                "v-1", "m", "v", "d", List.of("North"), 0.9, "Ada", null, Instant.parse("2026-01-01T00:00:00Z")));

        JobOrder read = Json.read(Json.write(order), JobOrder.class);

        assertThat(read).isEqualTo(order);
        assertThat(read.kind()).isEqualTo(JobKind.VALIDATION);
        assertThat(read.keys()).isEqualTo(JobKeys.ofValidation("v-1"));
        assertThat(read.acceptedAt()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void shouldRefuseAnOrderOfTwoJobsOrNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JobOrder(null, null, null, null, Instant.EPOCH));
    }
}
