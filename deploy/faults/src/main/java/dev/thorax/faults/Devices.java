package dev.thorax.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.producer.RecordMetadata;

import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.TestKeys;

/** Sends scans at a steady rate, four of five by Kafka and the others by HTTP, each until it is acknowledged. */
final class Devices implements AutoCloseable {
    /** Share of the scans that are sent by Kafka. */
    static final double KAFKA_SHARE = 0.8;

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 500;
    private static final int ACCEPTED = 202;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;

    private final ScanSource source;
    private final ScanSource goodSource;
    private final ScanLedger ledger;
    private final Sender sender;
    private final URI uploads;
    private final BooleanSupplier mayGoOn;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final List<Thread> threads;
    private volatile boolean stopped;

    /**
     * Creates devices that do not send yet.
     *
     * @param source the scans by Kafka
     * @param goodSource the scans by HTTP, where a bad one would be answered at once
     * @param mayGoOn whether few enough scans wait for an answer
     */
    Devices(
            ScanSource source,
            ScanSource goodSource,
            ScanLedger ledger,
            Sender sender,
            URI uploads,
            double rate,
            BooleanSupplier mayGoOn,
            Clock clock) {
        this.source = source;
        this.goodSource = goodSource;
        this.ledger = ledger;
        this.sender = sender;
        this.uploads = uploads;
        this.mayGoOn = mayGoOn;
        this.clock = clock;
        this.threads = List.of(
                new Thread(() -> run("k", rate * KAFKA_SHARE), "device-kafka"),
                new Thread(() -> run("h", rate * (1 - KAFKA_SHARE)), "device-http"));
    }

    void start() {
        threads.forEach(thread -> thread.setDaemon(true));
        threads.forEach(Thread::start);
    }

    /** Sends one good scan by Kafka now. */
    void probe(String scanId) {
        publish(source.good(scanId));
    }

    /** Makes no more scans. Those that were made are sent until they are acknowledged. */
    void stop() {
        stopped = true;
    }

    private void run(String device, double rate) {
        long interval = (long) (1e9 / rate);
        long due = System.nanoTime();
        try {
            for (int number = 0; !stopped; number++) {
                while (!mayGoOn.getAsBoolean() && !stopped) {
                    Thread.sleep(PAUSE_MILLIS);
                    due = System.nanoTime();
                }
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                due += interval;
                if (device.equals("k")) {
                    publish(source.next(device, number));
                } else {
                    upload(goodSource.next(device, number));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Scan scan) {
        ledger.sent(scan);
        Map<String, String> headers =
                new LinkedHashMap<>(CloudEventHeaders.scan(scan.id(), "/thorax/faults", clock.instant()));
        headers.putAll(scan.headers());
        sender.send(
                Topics.SCANS, scan.id(), scan.file(), headers, place -> ledger.acknowledged(scan.id(), origin(place)));
    }

    private static String origin(RecordMetadata place) {
        return place.hasOffset() ? place.topic() + "-" + place.partition() + "@" + place.offset() : null;
    }

    /** Sends one good scan by HTTP, and returns the status of the answer, or 0 if there is none. */
    int uploadOnce(URI address, String scanId) throws InterruptedException {
        Scan scan = goodSource.good(scanId);
        ledger.sent(scan);
        int status = status(request(address, scan));
        if (status == ACCEPTED) {
            ledger.acknowledged(scanId, null);
        }
        return status;
    }

    private void upload(Scan scan) throws InterruptedException {
        ledger.sent(scan);
        HttpRequest request = request(uploads, scan);
        while (true) {
            int status = status(request);
            if (status == ACCEPTED) {
                ledger.acknowledged(scan.id(), null);
                return;
            }
            if (status / 100 == 4 && status != TIMED_OUT && status != TOO_MANY) {
                ledger.refused(scan.id(), status);
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static HttpRequest request(URI address, Scan scan) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header(TestKeys.HEADER, TestKeys.DEVICE.header())
                .timeout(ANSWER)
                .header("ce-id", scan.id())
                .POST(HttpRequest.BodyPublishers.ofByteArray(scan.file()));
        scan.headers().forEach(request::header);
        return request.build();
    }

    /** Returns the status of the answer, or 0 if there is none. */
    private int status(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        stop();
        threads.forEach(Thread::interrupt);
    }
}
