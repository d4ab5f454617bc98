package dev.thorax.ingest.patient;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@link HeldScan}, too, of which a page has some. Programs of operators read these fields. */
class HeldPageTest {
    private static final HeldScan SCAN =
            new HeldScan("s-1", List.of("scans/s-1/original"), List.of("datasets/d/A/s-1"), List.of());

    @Test
    void shouldWriteTheFieldsThatProgramsRead() {
        assertThat(json(new HeldPage(List.of(SCAN), List.of("rejected/0f"), Set.of("thorax/t-1"), "s-1")))
                .isEqualTo("{\"scans\":[{\"scanId\":\"s-1\",\"objects\":[\"scans/s-1/original\"],"
                        + "\"datasets\":[\"datasets/d/A/s-1\"],\"explanations\":[]}],"
                        + "\"rejected\":[\"rejected/0f\"],\"versions\":[\"thorax/t-1\"],\"next\":\"s-1\"}");
    }

    @Test
    void shouldNameNoNextPageOnTheLast() {
        assertThat(json(new HeldPage(List.of(), List.of(), Set.of(), null)))
                .isEqualTo("{\"scans\":[],\"rejected\":[],\"versions\":[]}");
    }

    private static String json(HeldPage page) {
        return new String(Json.write(page), UTF_8);
    }
}
