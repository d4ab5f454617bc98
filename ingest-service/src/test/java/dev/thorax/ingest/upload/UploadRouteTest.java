package dev.thorax.ingest.upload;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.ingest.config.IngestConfig;
import dev.thorax.runtime.http.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class UploadRouteTest {
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void shouldRefuseTheUploadOfAnotherWebPage() throws Exception {
        HttpResponse<String> answer = post(1, "cross-site");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("foreign-page");
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    }

    @Test
    void shouldAskForPatienceIfAllPlacesAreTaken() throws Exception {
        HttpResponse<String> answer = post(0, "none");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("busy");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void shouldAnswerAnUnexpectedFailureWithoutItsCause() throws Exception {
        HttpResponse<String> answer = post(1, "none");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("unexpected").doesNotContain("Exception");
    }

    /** Sends a scan to a route that has nothing behind it. */
    private HttpResponse<String> post(int places, String site) throws Exception {
        Router router = Router.router(vertx);
        new UploadRoute(null, new Settings(places, places, Duration.ofMinutes(1), null)).register(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        URI address = URI.create("http://127.0.0.1:" + server.actualPort() + "/scans");
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .header("Sec-Fetch-Site", site)
                .POST(HttpRequest.BodyPublishers.ofString("bytes"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private record Settings(int threads, int uploads, Duration uploadDeadline, Decode decode) implements IngestConfig {}
}
