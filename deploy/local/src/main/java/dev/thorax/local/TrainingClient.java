package dev.thorax.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;

/** Requests a training from training-service as an operator does, and prints its progress. */
final class TrainingClient {
    /** Approves the version as an operator, since a few phantoms show no margin over shortcuts. */
    private static final String WHY = "Ordered by the command that runs everything on one machine, to be tried.";

    private final URI service;
    private final String authorization;
    private final Runnable checkAllRun;
    private final TerminalProgress progress;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConcurrentLinkedDeque<TrainingRequested> requests = new ConcurrentLinkedDeque<>();
    private final Map<String, TrainingProgress> latest = new ConcurrentHashMap<>();
    private final Map<String, String> declined = new ConcurrentHashMap<>();

    /**
     * Creates a client.
     *
     * @param service address of training-service
     * @param authorization the header with the key of an operator
     * @param checkAllRun throws {@link CannotRunException} if a part of the stack has ended
     */
    TrainingClient(URI service, String authorization, Runnable checkAllRun, TerminalProgress progress) {
        this.service = service;
        this.authorization = authorization;
        this.checkAllRun = checkAllRun;
        this.progress = progress;
    }

    /** Takes each request on the topic, those of earlier runs first. */
    void requested(TrainingRequested request) {
        requests.addFirst(request);
    }

    /** Takes each progress event. */
    void progressed(TrainingProgress event) {
        latest.put(event.trainingId(), event);
        progress.say("  " + event.message());
    }

    /** Takes each version that is not promoted. */
    void declined(PromotionDeclined event) {
        if (event.version() != null) {
            declined.put(event.version(), event.reason());
        }
    }

    /** Checks that the version of a training was promoted. Throws {@link CannotRunException} with the reason if it was not. */
    void checkNotDeclined(String trainingId) {
        String reason = declined.get(trainingId);
        if (reason != null) {
            throw new CannotRunException("The trained version is not promoted: " + reason);
        }
    }

    /**
     * Requests a training whose version goes into production. If one was requested in an earlier run and has not ended, training-service
     * goes on with it, and it is not requested twice.
     *
     * @param lungs version of the lung finder, or null
     * @return the training's id
     */
    String request(String recipe, String dataset, String lungs) throws InterruptedException {
        Map<String, String> order = new LinkedHashMap<>(
                Map.of("recipe", recipe, "dataset", dataset, "slot", Slot.PRODUCTION.wireName(), "why", WHY));
        if (lungs != null) {
            order.put("lungs", lungs);
        }
        return request(Slot.PRODUCTION.wireName(), order);
    }

    /** Requests a training whose version goes into no slot; see {@link #request}. */
    String requestWithoutSlot(String recipe, String dataset) throws InterruptedException {
        return request(null, Map.of("recipe", recipe, "dataset", dataset, "slot", "none"));
    }

    private String request(String slot, Map<String, String> order) throws InterruptedException {
        String recipe = order.get("recipe");
        String dataset = order.get("dataset");
        Optional<String> pending = pending(order, slot);
        if (pending.isPresent()) {
            progress.say("Training " + pending.get() + " of an earlier run has not ended, and goes on: recipe " + recipe
                    + " on data set " + dataset + ".");
            return pending.get();
        }
        JsonNode answer = post(order);
        String id = answer.path("trainingId").asText();
        progress.say("Training " + id + " requested: recipe " + recipe + " on data set " + dataset + ".");
        return id;
    }

    /** Waits for the end of a training. Throws {@link CannotRunException} with the reason if it failed or was cancelled. */
    void awaitDone(String trainingId) throws InterruptedException {
        while (true) {
            TrainingProgress event = latest.get(trainingId);
            if (event != null && event.state() == State.DONE) {
                return;
            }
            if (event != null && event.state().isFinal()) {
                throw new CannotRunException(
                        event.state() == State.FAILED ? "The training failed: " + event.message() : event.message());
            }
            checkAllRun.run();
            Thread.sleep(200);
        }
    }

    private Optional<String> pending(Map<String, String> order, String slot) throws InterruptedException {
        for (TrainingRequested request : requests) {
            if (order.get("recipe").equals(request.recipe())
                    && order.get("dataset").equals(request.dataset())
                    && Objects.equals(order.get("lungs"), request.lungs())
                    && Objects.equals(slot, request.slot())
                    && StorageKeys.isName(request.trainingId())
                    && isUnderWay(request.trainingId())) {
                return Optional.of(request.trainingId());
            }
        }
        return Optional.empty();
    }

    /** Reads the state from the service and not from the topic, which may have deleted the last event by its age. */
    private boolean isUnderWay(String trainingId) throws InterruptedException {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(service.resolve("/trainings/" + trainingId)));
        if (answer.statusCode() != 200) {
            return false;
        }
        return !Json.read(answer.body(), TrainingProgress.class).state().isFinal();
    }

    private JsonNode post(Map<String, String> order) throws InterruptedException {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(service.resolve("/trainings"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(order))));
        try {
            JsonNode json = Json.mapper().readTree(answer.body());
            if (answer.statusCode() != 202) {
                throw new CannotRunException(
                        "The training was refused: " + json.path("detail").asText());
            }
            return json;
        } catch (IOException e) {
            throw new CannotRunException("The answer of training-service (HTTP " + answer.statusCode()
                    + ") cannot be read; look at its log, then start again.");
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(
                    request.header("Authorization", authorization).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CannotRunException("training-service at " + service + " did not answer (" + e.getMessage()
                    + "); look at its log, then start again.");
        }
    }
}
