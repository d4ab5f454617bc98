package dev.thorax.explain.diagnosis;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.json.Json;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.page.PageEvents;

import static dev.thorax.explain.ExplainFixture.diagnosis;
import static org.assertj.core.api.Assertions.assertThat;

class WorklistTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final Worklist worklist =
            new Worklist(ExplainFixture.config(), new PageEvents(fixture.metrics), Clock.systemUTC());

    @Test
    void shouldNeverListAnErasedScanWhicheverComesFirst() {
        worklist.show(Json.write(diagnosis("a", "v1", 1)));
        worklist.show(Json.write(diagnosis("a", "v2", 2)));
        worklist.show(Json.write(diagnosis("b", "v1", 3)));

        worklist.hide(Json.write(new ScanErased("a", ExplainFixture.NOW)));
        worklist.hide(new byte[] {1});
        worklist.hide(null);
        worklist.show(Json.write(diagnosis("a", "v1", 4)));

        assertThat(worklist.newest(10)).extracting(Diagnosis::scanId).containsExactly("b");
    }

    @Test
    void shouldListTheNewestDiagnosesOfTheTopic() {
        List<String> scans = new CopyOnWriteArrayList<>(List.of("a", "b", "c", "d"));
        for (int i = 0; i < scans.size(); i++) {
            worklist.show(Json.write(diagnosis(scans.get(i), "v1", i)));
        }
        worklist.show(new byte[] {1});

        assertThat(worklist.newest(10)).extracting(Diagnosis::scanId).containsExactly("d", "c", "b");
        assertThat(worklist.newest(1)).extracting(Diagnosis::scanId).containsExactly("d");
    }
}
