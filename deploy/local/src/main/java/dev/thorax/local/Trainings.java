package dev.thorax.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.events.EventJson;
import dev.thorax.events.ModelPromoted;
import dev.thorax.events.TrainingProgress;

/** Asks training-service for a training, as an operator does, and shows how it goes. */
final class Trainings implements AutoCloseable {
    private static final int TRAINING_SERVICE = 3;

    private final LocalStack stack;
    private final Progress progress;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, TrainingProgress> latest = new ConcurrentHashMap<>();

    Trainings(LocalStack stack, Progress progress) {
        this.stack = stack;
        this.progress = progress;
    }

    /** {@code POST /trainings}; returns the training's id. */
    String request(String recipe, String dataset) throws InterruptedException {
        URI url = stack.services().get(TRAINING_SERVICE).url().resolve("/trainings");
        byte[] body = EventJson.write(Map.of("recipe", recipe, "dataset", dataset, "slot", ModelPromoted.PRODUCTION));
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(url)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json = EventJson.mapper().readTree(answer.body());
            if (answer.statusCode() != 202) {
                throw new CannotRun(
                        "The training was refused: " + json.path("detail").asText());
            }
            String id = json.path("trainingId").asText();
            progress.say("Training " + id + " requested: recipe " + recipe + " on data set " + dataset + ".");
            return id;
        } catch (IOException e) {
            throw new CannotRun("training-service at " + url + " did not answer (" + e.getMessage() + ").");
        }
    }

    /** To be called with each progress event. */
    void progressed(TrainingProgress event) {
        latest.put(event.trainingId(), event);
        progress.say("  " + event.message());
    }

    /** Waits for the end; throws {@link CannotRun} with the reason if it failed. */
    void awaitDone(String trainingId) throws InterruptedException {
        while (true) {
            TrainingProgress event = latest.get(trainingId);
            if (event != null && event.state() == TrainingProgress.State.DONE) {
                return;
            }
            if (event != null && event.state() == TrainingProgress.State.FAILED) {
                throw new CannotRun("The training failed: " + event.message());
            }
            String ended = stack.ended();
            if (ended != null) {
                throw new CannotRun(ended + " has ended unexpectedly; look at its log, then start again.");
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        latest.clear();
    }
}
