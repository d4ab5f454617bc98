package dev.thorax.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServiceOptionsTest {
    @Test
    void shouldEndAServiceWithoutMemoryAndSwitchOffTheLimitsOfJavaCpp() {
        assertThat(ServiceOptions.common())
                .contains(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-Dorg.bytedeco.javacpp.maxBytes=0")
                .allMatch(option -> option.startsWith("-"));
    }

    @Test
    void shouldWriteNoMemoryToTheDisk() {
        assertThat(ServiceOptions.common())
                .contains("-XX:-CreateCoredumpOnCrash", "-XX:-HeapDumpOnOutOfMemoryError", "-XX:+ErrorFileToStderr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "training-service", "inference-service", "explain-service"})
    void shouldBoundTheHeapOfEachService(String service) {
        assertThat(ServiceOptions.heapOf(service)).singleElement().asString().matches("-Xmx\\d+m");
    }

    @Test
    void shouldNameAServiceThatHasNoOptions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceOptions.heapOf("fifth-service"))
                .withMessageContaining("fifth-service");
    }
}
