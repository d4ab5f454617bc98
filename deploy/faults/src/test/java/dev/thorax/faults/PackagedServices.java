package dev.thorax.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the four packaged services on a stack, starts and stops them together, and runs commands of an operator. */
final class PackagedServices implements AutoCloseable {
    private static final Path PROJECT = Path.of(System.getProperty("thorax.modules"));

    private final TestStack stack;
    private final Path folder;
    private final Map<String, String> extra;
    private final Map<Target, ServiceProcess> services = new EnumMap<>(Target.class);

    /**
     * Starts nothing yet.
     *
     * @param folder where their configuration and their logs go
     * @param extra settings beside those of the stack
     */
    PackagedServices(TestStack stack, Path folder, Map<String, String> extra) {
        this.stack = stack;
        this.folder = folder;
        this.extra = extra;
    }

    /** Starts all and waits until each is ready. */
    void start() {
        FaultStack.SERVICES.forEach(target -> services.put(target, launch(target)));
        services.values().forEach(ServiceProcess::awaitReady);
    }

    /** Stops all in order. */
    void stop() {
        services.values().forEach(service -> service.jvm().terminate());
        services.values().forEach(ServiceProcess::close);
    }

    /** Sends a request of an operator. */
    HttpResponse<String> get(Target target, String path) {
        return send(request(target, path, TestKeys.OPERATOR));
    }

    /** Sends a request with a body. */
    HttpResponse<String> post(Target target, String path, String json) {
        return send(request(target, path, TestKeys.OPERATOR)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Sends a scan by HTTP, which must be accepted. */
    void upload(String scanId, String patient, byte[] file) {
        HttpResponse<String> answer = send(request(Target.INGEST, "/scans", TestKeys.DEVICE)
                .header("ce-id", scanId)
                .header("patient", patient)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** Runs {@code deploy/admin/run}, which must exit with 0, and returns its output. */
    static String admin(Map<String, String> environment, List<String> arguments) throws Exception {
        ProcessBuilder command =
                new ProcessBuilder(PROJECT.resolve("deploy/admin/run").toString());
        command.command().addAll(arguments);
        command.environment().putAll(environment);
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    static Path jar(Target service) {
        return FaultStack.jar(PROJECT, service);
    }

    private ServiceProcess launch(Target target) {
        Map<String, String> settings = new TreeMap<>(stack.settings(jar(target)));
        settings.put("thorax.instance", "main");
        settings.putAll(extra);
        return ServiceProcess.launch(
                target.label(),
                jar(target),
                FreePorts.one(),
                folder.resolve("services"),
                ServiceOptions.heapOf(target.label()),
                settings);
    }

    private HttpRequest.Builder request(Target target, String path, TestKeys key) {
        URI address = services.get(target).url().resolve(path);
        return HttpRequest.newBuilder(address).header(TestKeys.HEADER, key.header());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
