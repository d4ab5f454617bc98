package dev.thorax.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainingClientTest {
    private static final Map<String, State> STATES = Map.of("running", State.RUNNING, "done", State.DONE);

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer service;
    private TrainingClient trainings;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/trainings", this::answer);
        service.start();
        trainings = new TrainingClient(
                URI.create("http://127.0.0.1:" + service.getAddress().getPort()),
                "Key id.secret",
                () -> {},
                new TerminalProgress(new PrintStream(OutputStream.nullOutputStream())));
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void shouldTakeUpATrainingThatAnEarlierRunAskedFor() throws InterruptedException {
        trainings.requested(request("running", "cxr3", "convnet50", "production"));
        trainings.requested(request("done", "cxr3", "convnet50", "production"));

        assertThat(trainings.request("convnet50", "cxr3", null)).isEqualTo("running");
        assertThat(posted).isEmpty();
    }

    @Test
    void shouldAskForALungFinderForNoSlotAndTakeUpSuchATrainingOnly() throws InterruptedException {
        trainings.requested(request("running", "masked", "lungs", "production"));

        assertThat(trainings.requestWithoutSlot("lungs", "masked")).isEqualTo("new");
        assertThat(posted)
                .singleElement()
                .asString()
                .contains("\"slot\":\"none\"")
                .doesNotContain("\"why\"");

        trainings.requested(request("running", "masked", "lungs", null));
        assertThat(trainings.requestWithoutSlot("lungs", "masked")).isEqualTo("running");
        assertThat(posted).hasSize(1);
    }

    @Test
    void shouldAskForATrainingWhereNoneOfItsKindIsUnderWay() throws InterruptedException {
        trainings.requested(request("done", "cxr3", "convnet50", "production"));
        trainings.requested(request("unknown", "cxr3", "convnet50", "production"));
        trainings.requested(request("running", "other", "convnet50", "production"));
        trainings.requested(request("running", "cxr3", "cnn4", "production"));
        trainings.requested(request("running", "cxr3", "convnet50", null));

        assertThat(trainings.request("convnet50", "cxr3", null)).isEqualTo("new");
        assertThat(posted)
                .singleElement()
                .asString()
                .contains("\"cxr3\"")
                .doesNotContain("\"by\"")
                .contains("\"why\":");
    }

    @Test
    void shouldNameTheLungFinderAndTakeUpATrainingWithThatOneOnly() throws InterruptedException {
        trainings.requested(request("running", "cxr3", "thorax-lungs", "production"));

        assertThat(trainings.request("thorax-lungs", "cxr3", "t-9")).isEqualTo("new");
        assertThat(posted).singleElement().asString().contains("\"lungs\":\"t-9\"");
    }

    @Test
    void shouldSayWhyATrainingFailed() {
        trainings.progressed(progress("t-1", State.FAILED));

        assertThatThrownBy(() -> trainings.awaitDone("t-1"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("The training failed: It stands so.");
    }

    @Test
    void shouldSayWhyATrainedVersionIsNotPromoted() {
        trainings.declined(new PromotionDeclined(
                "training-t-1", "production", "convnet50", "t-1", "It cannot serve.", Instant.EPOCH));

        trainings.checkNotDeclined("t-2");
        assertThatThrownBy(() -> trainings.checkNotDeclined("t-1"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("The trained version is not promoted: It cannot serve.");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        int status = 404;
        byte[] body = {};
        if (exchange.getRequestMethod().equals("POST")) {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            status = 202;
            body = Json.write(Map.of("trainingId", "new"));
        } else if (STATES.containsKey(id)) {
            status = 200;
            body = Json.write(progress(id, STATES.get(id)));
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static TrainingRequested request(String id, String dataset, String recipe, String slot) {
        return new TrainingRequested(id, dataset, recipe, null, slot, null, Instant.EPOCH, null, null);
    }

    private static TrainingProgress progress(String id, State state) {
        return new TrainingProgress(id, state, "convnet50", 0, 0, null, null, null, "It stands so.", Instant.EPOCH);
    }
}
