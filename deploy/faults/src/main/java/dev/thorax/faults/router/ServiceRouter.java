package dev.thorax.faults.router;

import java.io.IOException;
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
 * It tries no request twice. A request that no replica can take is answered with 503, and one whose replica ends with 502.
 */
public final class ServiceRouter implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;
    private static final int NO_REPLICA = 503;
    private static final int BROKEN = 502;
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
            try {
                pass(exchange, next.get());
            } finally {
                next.get().end();
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

    private void pass(HttpExchange exchange, Backend backend) throws IOException {
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request(exchange, backend), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            exchange.sendResponseHeaders(BROKEN, -1);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        answer.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
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
