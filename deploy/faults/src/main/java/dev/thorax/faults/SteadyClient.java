package dev.thorax.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.thorax.servers.TestKeys;

/** Sends one request after the other to the address of a service, and never one twice. Each must be answered as asked. */
final class SteadyClient {
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 50;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final URI service;
    private final Thread thread;
    private final List<String> failures = new ArrayList<>();
    private volatile boolean stopped;
    private volatile int requests;

    private SteadyClient(URI service, Request request) {
        this.service = service;
        this.thread = new Thread(() -> run(request), "client");
        thread.setDaemon(true);
    }

    private SteadyClient started() {
        thread.start();
        return this;
    }

    /** Returns a client that asks for pages and lists in turn. */
    static SteadyClient ofPages(URI service, List<String> paths) {
        return new SteadyClient(service, (client, number) -> client.get(paths.get(number % paths.size()))).started();
    }

    /** Returns a client that sends scans. */
    static SteadyClient ofUploads(URI service, Upload upload) {
        return new SteadyClient(service, (client, number) -> {
                    int status = upload.send(service.resolve("/scans"), "r-" + number);
                    return status == ACCEPTED ? "" : "POST /scans: " + status;
                })
                .started();
    }

    /** Returns how many requests were sent. */
    int requests() {
        return requests;
    }

    /** Returns a line for each request that was not answered as asked. */
    List<String> failures() {
        return failures;
    }

    private void run(Request request) {
        try {
            for (int number = 0; !stopped; number++) {
                String failure = request.send(this, number);
                if (!failure.isEmpty()) {
                    failures.add("Failed during the rolling restart: " + failure);
                }
                requests = number + 1;
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                .timeout(ANSWER)
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == OK ? "" : "GET " + path + ": " + status;
        } catch (IOException e) {
            return "GET " + path + ": " + e;
        }
    }

    /** Ends after the request in work. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    /** Sends a scan. */
    interface Upload {
        /** Returns the status of the answer to a new scan, or 0 if there is none. */
        int send(URI uploads, String scanId) throws InterruptedException;
    }

    private interface Request {
        /** Returns what went wrong, or an empty text. */
        String send(SteadyClient client, int number) throws InterruptedException;
    }
}
