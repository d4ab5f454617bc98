package dev.thorax.explain.explanation;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.ExplanationReady;
import dev.thorax.contracts.event.ExplanationRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.diagnosis.StoredDiagnoses;
import dev.thorax.explain.heatmap.ExplanationTarget;
import dev.thorax.explain.heatmap.HeatMapFixture;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.explain.model.Promotions;
import dev.thorax.imaging.heatmap.HeatMapPng;
import dev.thorax.runtime.trace.ScanTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests {@link Explanations}, too, which does the work of the handler. */
class ExplanationRequestHandlerTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final HeatMapFixture heatMaps = new HeatMapFixture(fixture);
    private final ProductionModel production = Promotions.none();
    private final ExplanationRequestHandler handler = new ExplanationRequestHandler(
            new Explanations(
                    new StoredDiagnoses(fixture.store), production, heatMaps.service, new ScanTraces(Tracing.off())),
            ExplainFixture.explainUrls(),
            fixture.clock);

    @AfterEach
    void stop() throws Exception {
        heatMaps.close();
    }

    @Test
    void shouldExplainTheRequestedClassOfTheRequestedVersion() {
        fixture.scan("scan-1");
        fixture.version("v1", 1);

        ExplanationReady ready = handler.answer("scan-1", request("scan-1", TestBundles.MODEL, "v1", "PNEUMONIA"));

        assertThat(ready.problem()).isNull();
        assertThat(ready.heatmapKey())
                .isEqualTo(StorageKeys.heatmap("scan-1", "tiny", "v1", "PNEUMONIA", ExplanationTarget.METHOD));
        assertThat(HeatMapPng.read(fixture.store.get(ready.heatmapKey())).width())
                .isEqualTo(8);
        assertThat(ready.overlay())
                .hasToString("http://explain.example/explanations/scan-1?class=PNEUMONIA&model=tiny&version=v1");
    }

    @Test
    void shouldExplainTheVersionOfTheDiagnosisIfNoneIsRequested() {
        fixture.scan("scan-1");
        fixture.version("v1", 1);
        Promotions.deliver(production, TestBundles.store(fixture.store, "v2", 2));
        fixture.store.put(
                StorageKeys.diagnosis("scan-1"),
                Json.write(ExplainFixture.diagnosis("scan-1", "v1", 0)),
                "application/json");

        assertThat(handler.answer("scan-1", request("scan-1", null, null, null)).version())
                .isEqualTo("v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COVID-19", "NORMAL", "PNEUMONIA"})
    void shouldExplainTheClassOfTheDiagnosisWhateverTheHeatMapsProbabilitiesAre(String diagnosed) {
        fixture.scan("scan-1");
        fixture.version("v1", 1);
        diagnosed("scan-1", diagnosed);

        assertThat(handler.answer("scan-1", request("scan-1", null, null, null)).label())
                .isEqualTo(diagnosed);
    }

    @Test
    void shouldExplainTheMostProbableClassOfAVersionThatDidNotDiagnose() {
        fixture.scan("scan-1");
        fixture.version("v1", 1);
        fixture.version("v2", 2);
        String likely =
                handler.answer("scan-1", request("scan-1", "tiny", "v2", null)).label();

        TestBundles.CLASSES.forEach(diagnosed -> {
            diagnosed("scan-1", diagnosed);
            assertThat(handler.answer("scan-1", request("scan-1", "tiny", "v2", null))
                            .label())
                    .isEqualTo(likely);
        });
        diagnosed("scan-1", "FLU");
        assertThat(handler.answer("scan-1", request("scan-1", null, null, null)).problem())
                .isNull();
    }

    @Test
    void shouldExplainAnUndeterminedScanOnlyForAClassThatIsNamed() {
        fixture.scan("scan-1");
        fixture.version("v1", 1);
        fixture.version("v2", 2);
        fixture.store.put(
                StorageKeys.diagnosis("scan-1"),
                Json.write(ExplainFixture.undetermined("scan-1", "v1")),
                "application/json");

        assertThat(problem(request("scan-1", null, null, null)))
                .contains("undetermined (unlike-training-scans)", "COVID-19, NORMAL, PNEUMONIA");
        assertThat(problem(request("scan-1", TestBundles.MODEL, "v1", null))).contains("undetermined");
        assertThat(handler.answer("scan-1", request("scan-1", null, null, "NORMAL"))
                        .label())
                .isEqualTo("NORMAL");
        assertThat(handler.answer("scan-1", request("scan-1", TestBundles.MODEL, "v2", null))
                        .problem())
                .isNull();
    }

    @Test
    void shouldExplainTheVersionInProductionIfThereIsNoDiagnosis() {
        fixture.scan("scan-1");
        Promotions.deliver(production, TestBundles.store(fixture.store, "v2", 2));

        ExplanationReady ready = handler.answer("scan-1", request("scan-1", null, null, null));

        assertThat(ready.version()).isEqualTo("v2");
        assertThat(TestBundles.CLASSES).contains(ready.label());
    }

    @Test
    void shouldAnswerWithASentenceIfItCannotExplain() {
        fixture.scan("scan-1");
        fixture.version("v1", 1);

        assertThat(problem(request("gone", TestBundles.MODEL, "v1", null))).contains("No scan of this id");
        assertThat(problem(request("../x", null, null, null))).contains("scan id");
        assertThat(problem(request("scan-1", TestBundles.MODEL, null, null))).contains("model and version");
        assertThat(problem(request("scan-1", TestBundles.MODEL, "v1", "FLU"))).contains("COVID-19, NORMAL, PNEUMONIA");
        assertThat(problem(request("scan-1", null, null, null))).contains("No model is in production yet");
        assertThat(problem("{".getBytes(StandardCharsets.UTF_8))).contains("ExplanationRequested");
    }

    @Test
    void shouldWaitForAStoreThatIsAway() {
        fixture.scan("scan-1");
        fixture.version("v1", 1);
        fixture.store.failNext(1);

        assertThatThrownBy(() -> handler.answer("scan-1", request("scan-1", TestBundles.MODEL, "v1", null)))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private void diagnosed(String scanId, String diagnosis) {
        ObjectNode json = Json.mapper().valueToTree(ExplainFixture.diagnosis(scanId, "v1", 0));
        json.put("diagnosis", diagnosis);
        fixture.store.put(StorageKeys.diagnosis(scanId), Json.write(json), "application/json");
    }

    private String problem(byte[] value) {
        ExplanationReady ready = handler.answer("key", value);
        assertThat(ready.heatmapKey()).isNull();
        return ready.problem();
    }

    private static byte[] request(String scanId, String model, String version, String label) {
        return Json.write(new ExplanationRequested(scanId, model, version, label, ExplainFixture.NOW));
    }
}
