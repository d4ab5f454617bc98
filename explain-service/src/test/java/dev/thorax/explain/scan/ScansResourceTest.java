package dev.thorax.explain.scan;

import java.util.Date;
import java.util.List;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScansResourceTest {
    private final ExplainFixture fixture = new ExplainFixture();
    private final ScansResource resource = new ScansResource(new CanonicalScans(fixture.store));

    @Test
    void shouldAnswerWithTheImageAndItsVersions() {
        fixture.scan("s1");

        Response answer = resource.image("s1", new IfNoneMatch(null));

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getEntity()).isEqualTo(fixture.store.get(StorageKeys.image("s1")));
        assertThat(answer.getEntityTag()).isEqualTo(new EntityTag("image-s1-1-1"));
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void shouldNotSendAnImageThatTheBrowserHas() {
        fixture.scan("s1");

        Response answer = resource.image("s1", new IfNoneMatch("image-s1-1-1"));

        assertThat(answer.getStatus()).isEqualTo(304);
        assertThat(answer.hasEntity()).isFalse();
        assertThat(answer.getEntityTag()).isEqualTo(new EntityTag("image-s1-1-1"));
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void shouldSendAnImageThatWasMadeAnew() {
        fixture.scan("s1");
        byte[] anew = CanonicalImage.toPng(TestPictures.noise(64, 64, 1), new CanonicalVersions(2, 2));
        fixture.store.put(StorageKeys.image("s1"), anew, "image/png");

        Response answer = resource.image("s1", new IfNoneMatch("image-s1-1-1"));

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getEntity()).isEqualTo(anew);
    }

    @Test
    void shouldSendTheImageOfAnotherScan() {
        fixture.scan("s1");

        assertThat(resource.image("s1", new IfNoneMatch("image-s2-1-1")).getStatus())
                .isEqualTo(200);
    }

    @Test
    void shouldReportAnUnknownScanEvenIfTheBrowserHasAnImage() {
        for (String scanId : List.of("gone", "../s1", "", "..")) {
            assertThatThrownBy(() -> resource.image(scanId, new IfNoneMatch("image-" + scanId)))
                    .isInstanceOfSatisfying(ExplanationException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.UNKNOWN_SCAN));
        }
    }

    /** A request with the header {@code If-None-Match}, or without. */
    private record IfNoneMatch(String tag) implements Request {
        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public Variant selectVariant(List<Variant> variants) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions(EntityTag current) {
            return current.getValue().equals(tag) ? Response.notModified(current) : null;
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions(Date lastModified) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions(Date lastModified, EntityTag current) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions() {
            throw new UnsupportedOperationException();
        }
    }
}
