package dev.thorax.faults.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Gives the replicas of a service one address, as an ingress of Kubernetes does: each request goes to the next replica that is ready.
 * It tries no request twice. A request that no replica can take is answered with 503, and one whose replica ends with 502. A stream of
 * events is passed on as it comes, and is no request in work: it lasts until its replica ends it.
 */
public final class ServiceRouter implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;
    private static final int NO_REPLICA = 503;
    private static final int BROKEN = 502;
    private static final String EVENTS = "text/event-stream";
    private static final int PIECE = 8192;
    private static final Set<String> OWN =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade");

    private final List<Backend> backends;
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(ServiceRouter::daemon);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMinutes(1))
            .build();
    private final HttpServer server;

    /** Listens on a free port of the loopback address. */
    public ServiceRouter(List<Backend> backends) {
        this.backends = List.copyOf(backends);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The router cannot listen.", e);
        }
        this.backends.forEach(backend -> threads.execute(() -> look(backend)));
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Returns the address of the service. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void look(Backend backend) {
        try {
            while (true) {
                backend.look();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Backend> next = next();
            if (next.isEmpty()) {
                exchange.sendResponseHeaders(NO_REPLICA, -1);
                return;
            }
            Optional<InputStream> events;
            try {
                events = pass(exchange, next.get());
            } finally {
                next.get().end();
            }
            if (events.isPresent()) {
                follow(events.get(), exchange);
            }
        }
    }

    /** Returns the replica that takes a request, or empty if none is ready. */
    private Optional<Backend> next() {
        int first = turn.getAndIncrement();
        return IntStream.range(0, backends.size())
                .mapToObj(number -> backends.get(Math.floorMod(first + number, backends.size())))
                .filter(Backend::begin)
                .findFirst();
    }

    /** Passes one request and its answer. Returns the events that come after it, if it asks for a stream. */
    private Optional<InputStream> pass(HttpExchange exchange, Backend backend) throws IOException {
        HttpResponse<InputStream> answer;
        byte[] body;
        try {
            answer = http.send(request(exchange, backend), HttpResponse.BodyHandlers.ofInputStream());
            if (isStream(answer)) {
                passHeaders(answer, exchange);
                exchange.sendResponseHeaders(answer.statusCode(), 0);
                return Optional.of(answer.body());
            }
            body = answer.body().readAllBytes();
        } catch (IOException e) {
            exchange.sendResponseHeaders(BROKEN, -1);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        passHeaders(answer, exchange);
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
        return Optional.empty();
    }

    private static boolean isStream(HttpResponse<?> answer) {
        return answer.headers().firstValue("content-type").orElse("").startsWith(EVENTS);
    }

    private static void passHeaders(HttpResponse<?> answer, HttpExchange exchange) {
        answer.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
    }

    /** Passes events until the replica or the client ends the stream. */
    private static void follow(InputStream events, HttpExchange exchange) throws IOException {
        byte[] piece = new byte[PIECE];
        try (events;
                OutputStream out = exchange.getResponseBody()) {
            for (int length = events.read(piece); length >= 0; length = events.read(piece)) {
                out.write(piece, 0, length);
                out.flush();
            }
        }
    }

    private static HttpRequest request(HttpExchange exchange, Backend backend) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        backend.url().resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "router");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
