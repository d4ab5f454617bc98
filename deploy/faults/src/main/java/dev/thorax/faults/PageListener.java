package dev.thorax.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.servers.TestKeys;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Follows the stream of diagnoses as the page in a browser does: when the stream is open it reads the list, and when the stream has ended
 * it opens it again after a pause.
 */
final class PageListener implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofMinutes(2);
    /** The pause of browsers if a stream names none. */
    private static final long PAUSE_MILLIS = 3_000;

    private static final int OK = 200;
    private static final String LIST = "/diagnoses?limit=200";
    private static final String STREAM = "/diagnoses/stream";
    private static final String NAME = "event:";
    private static final String DATA = "data:";
    private static final String DIAGNOSIS = "diagnosis";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final URI service;
    private final Thread thread;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new ArrayList<>();
    private volatile InputStream stream = InputStream.nullInputStream();
    private volatile int opened;
    private volatile boolean stopped;

    /** Begins to listen to the explain-service at {@code service}. */
    PageListener(URI service) {
        this.service = service;
        this.thread = new Thread(this::run, "page");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the scans that the page has shown. */
    Set<String> shown() {
        return shown;
    }

    /** Returns how often the stream was opened and the list read after it. */
    int opened() {
        return opened;
    }

    /** Stops to listen. Returns a line for each stream or list that was refused. */
    List<String> stop() throws InterruptedException {
        close();
        thread.join();
        return failures;
    }

    private void run() {
        try {
            while (!stopped) {
                follow();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request(STREAM).build(), HttpResponse.BodyHandlers.ofInputStream());
            stream = answer.body();
            if (answer.statusCode() != OK || !readList()) {
                failures.add("The page was refused: " + STREAM + ": " + answer.statusCode());
                return;
            }
            opened++;
            show(new BufferedReader(new InputStreamReader(stream, UTF_8)));
        } catch (IOException e) {
            // The stream has ended with its replica, or the page is closed.
        }
    }

    private boolean readList() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                http.send(request(LIST).timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != OK) {
            return false;
        }
        for (Diagnosis diagnosis : Json.read(answer.body(), Diagnosis[].class)) {
            shown.add(diagnosis.scanId());
        }
        return true;
    }

    /** An event counts when the empty line behind it has come. */
    private void show(BufferedReader lines) throws IOException {
        String name = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(NAME)) {
                name = line.substring(NAME.length()).strip();
            } else if (line.startsWith(DATA)) {
                data = line.substring(DATA.length()).strip();
            } else if (line.isEmpty() && name.equals(DIAGNOSIS)) {
                shown.add(Json.read(data.getBytes(UTF_8), Diagnosis.class).scanId());
                name = "";
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).header(TestKeys.HEADER, TestKeys.OPERATOR.header());
    }

    @Override
    public void close() {
        stopped = true;
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The stream cannot be closed.", e);
        }
    }
}
