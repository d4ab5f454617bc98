package dev.thorax.explain.explanation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Date;
import java.util.List;
import javax.imageio.ImageIO;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.diagnosis.StoredDiagnoses;
import dev.thorax.explain.heatmap.HeatMapFixture;
import dev.thorax.explain.model.Promotions;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.explain.scan.CanonicalScans;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.runtime.trace.ScanTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExplanationsResourceTest {
    private static final String PNG = "image/png";
    private static final String JSON = "application/json";

    private final ExplainFixture fixture = new ExplainFixture();
    private final HeatMapFixture heatMaps = new HeatMapFixture(fixture);
    private final ExplanationsResource resource = new ExplanationsResource(
            new Explanations(
                    new StoredDiagnoses(fixture.store),
                    Promotions.none(),
                    heatMaps.service,
                    new ScanTraces(Tracing.off())),
            new CanonicalScans(fixture.store),
            new RequestSubjects());

    @BeforeEach
    void store() {
        fixture.scan("s1");
        fixture.version("v1", 1);
        fixture.version("v2", 2);
    }

    @AfterEach
    void stop() throws Exception {
        heatMaps.close();
    }

    @Test
    void shouldDrawTheHeatMapOverTheScan() throws Exception {
        Response answer = explain(PNG, "NORMAL", null, "v1", null);

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getMediaType()).isEqualTo(MediaType.valueOf(PNG));
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream((byte[]) answer.getEntity()));
        assertThat(picture.getWidth()).isEqualTo(64);
        assertThat(picture.getHeight()).isEqualTo(64);
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeaderString("Vary")).isEqualTo("Accept");
    }

    @Test
    void shouldAnswerWithNumbersIfTheyAreWanted() {
        Response answer = explain(JSON, "NORMAL", null, "v1", null);

        assertThat(answer.getEntity()).isInstanceOfSatisfying(ExplanationAnswer.class, explanation -> {
            assertThat(explanation.method()).isEqualTo("gradcam");
            assertThat(explanation.heatmap()).hasDimensions(8, 8);
        });
    }

    @Test
    void shouldGiveEachFormOfEachHeatMapATagOfItsOwn() {
        EntityTag tag = explain(PNG, "NORMAL", null, "v1", null).getEntityTag();

        assertThat(explain(PNG, "NORMAL", "0.4", "v1", null).getEntityTag()).isEqualTo(tag);
        assertThat(List.of(
                        tag,
                        explain(PNG, "NORMAL", "0.5", "v1", null).getEntityTag(),
                        explain(PNG, "COVID-19", null, "v1", null).getEntityTag(),
                        explain(PNG, "NORMAL", null, "v2", null).getEntityTag(),
                        explain(JSON, "NORMAL", null, "v1", null).getEntityTag()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldNotSendAHeatMapThatTheBrowserHas() {
        EntityTag tag = explain(PNG, "NORMAL", null, "v1", null).getEntityTag();

        Response answer = explain(PNG, "NORMAL", null, "v1", tag);

        assertThat(answer.getStatus()).isEqualTo(304);
        assertThat(answer.hasEntity()).isFalse();
        assertThat(answer.getEntityTag()).isEqualTo(tag);
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat(explain(PNG, "NORMAL", "1", "v1", tag).getStatus()).isEqualTo(200);
    }

    @Test
    void shouldRefuseAnotherFormBeforeItComputesAnything() {
        assertThatThrownBy(() -> explain("image/gif", "NORMAL", null, "v1", null))
                .isInstanceOf(NotAcceptableException.class);
        assertThatThrownBy(() -> explain(PNG, "NORMAL", "2", "v1", null))
                .isInstanceOfSatisfying(ExplanationException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.INVALID_PARAMETER));
        assertThat(fixture.computed()).isZero();
    }

    private Response explain(String accept, String label, String opacity, String version, EntityTag had) {
        return resource.explain(
                "s1", label, opacity, TestBundles.MODEL, version, null, new Asked(MediaType.valueOf(accept), had));
    }

    /**
     * A request for one form.
     *
     * @param type what the browser accepts
     * @param had the tag of what it has, or null
     */
    private record Asked(MediaType type, EntityTag had) implements Request {
        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public Variant selectVariant(List<Variant> variants) {
            return variants.stream()
                    .filter(variant -> variant.getMediaType().isCompatible(type))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions(EntityTag tag) {
            return tag.equals(had) ? Response.notModified() : null;
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions(Date modified) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions(Date modified, EntityTag tag) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions() {
            throw new UnsupportedOperationException();
        }
    }
}
