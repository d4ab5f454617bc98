package dev.thorax.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicReader;
import dev.thorax.servers.TestStack;

/** Publishes scans as ingest stores them, and counts their diagnoses. */
final class StoredScans {
    private static final int IMAGES = 64;
    private static final int WIDTH = 512;
    private static final int HEIGHT = 420;
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final TestStack backing;
    private final List<byte[]> images;

    /** Publishes drawn scans. */
    StoredScans(TestStack backing) {
        this(backing, IntStream.range(0, IMAGES).mapToObj(StoredScans::image).toList());
    }

    /** Publishes scans with these images, in turns. */
    StoredScans(TestStack backing, List<GreyImage> images) {
        this.backing = backing;
        this.images = images.stream().map(CanonicalImage::toPng).toList();
    }

    /** Stores the bundle of the model and promotes it to production. */
    void promote(BenchmarkModel subject) {
        promote(subject.recipe().name(), "bench", subject.recipe().input(), null, null, subject.modelFile(), null);
    }

    /**
     * Stores a bundle and promotes it to production.
     *
     * @param gate its gate, or null if every scan gets a class
     * @param finder its lung finder, or null
     * @param model {@code model.onnx}
     * @param lungs {@code lungs.onnx}, or null without {@code finder}
     */
    void promote(
            String name,
            String version,
            InputSpec input,
            @Nullable Gate gate,
            Manifest.@Nullable Lungs finder,
            byte[] model,
            byte @Nullable [] lungs) {
        Map<String, byte[]> files = new TreeMap<>(Map.of(Manifest.MODEL, model));
        if (lungs != null) {
            files.put(Manifest.LUNGS, lungs);
        }
        Map<String, String> digests = new TreeMap<>();
        files.forEach((file, bytes) -> {
            digests.put(file, Sha256.of(bytes));
            backing.store().put(StorageKeys.bundleFile(name, version, file), bytes, "application/onnx");
        });
        Manifest manifest = new Manifest(
                        name,
                        version,
                        BenchmarkModel.CLASSES,
                        input,
                        Map.of(),
                        "none",
                        1,
                        Instant.EPOCH,
                        new Manifest.Data("none", "0".repeat(64), Map.of(), Map.of()),
                        Map.of(),
                        digests,
                        null,
                        null,
                        gate)
                .withLungs(finder);
        byte[] json = Json.write(manifest);
        backing.store().put(StorageKeys.bundleFile(name, version, Manifest.MANIFEST), json, "application/json");
        backing.sign(name, version);
        promote(name, version, Sha256.of(json));
    }

    private void promote(String name, String version, String digest) {
        backing.produce(
                Topics.MODELS,
                Slot.PRODUCTION.wireName(),
                Json.write(new ModelPromoted(
                        Slot.PRODUCTION.wireName(),
                        name,
                        version,
                        digest,
                        version + "-" + Instant.now().toEpochMilli(),
                        null,
                        null,
                        Instant.now())),
                Map.of());
    }

    /** Promotes a stored version again, and waits until it scores. */
    void promoteAgain(String name, String version) {
        promote(
                name,
                version,
                Sha256.of(backing.store().get(StorageKeys.bundleFile(name, version, Manifest.MANIFEST))));
        for (int i = 0; ; i++) {
            List<Diagnosis> made = diagnoses(version + "-" + System.nanoTime(), IMAGES);
            if (made.stream().allMatch(diagnosis -> version.equals(diagnosis.version()))) {
                return;
            }
            if (i == 100) {
                throw new IllegalStateException("The promoted version " + version + " does not score.");
            }
        }
    }

    /**
     * Stores {@code count} scans, then announces them and waits for their diagnoses.
     *
     * @return those after the first run of the network, by the time from the first to the last run of it
     */
    double diagnosesPerSecond(String prefix, int count) {
        List<Instant> times = diagnoses(prefix, count).stream()
                .map(Diagnosis::diagnosedAt)
                .sorted()
                .toList();
        Instant first = times.get(0);
        Instant last = times.get(times.size() - 1);
        long later = times.stream().filter(time -> time.isAfter(first)).count();
        return later / (Duration.between(first, last).toNanos() / 1e9);
    }

    private List<Diagnosis> diagnoses(String prefix, int count) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
        for (int i = 0; i < count; i++) {
            backing.store().put(StorageKeys.image(ids.get(i)), images.get(i % images.size()), "image/png");
        }
        try (TopicReader diagnoses = diagnosesFromNow()) {
            announce(ids);
            return read(diagnoses, count);
        }
    }

    private void announce(List<String> ids) {
        Map<String, Object> settings = new HashMap<>(backing.superUser());
        settings.put("linger.ms", 50);
        try (Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            for (String id : ids) {
                ScanStored event = new ScanStored(
                        id,
                        null,
                        null,
                        null,
                        null,
                        "0".repeat(64),
                        "image/png",
                        StorageKeys.image(id),
                        WIDTH,
                        HEIGHT,
                        Instant.EPOCH);
                producer.send(new ProducerRecord<>(Topics.SCANS_STORED, id, Json.write(event)));
            }
        }
    }

    private static List<Diagnosis> read(TopicReader diagnoses, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Diagnosis> made = new ArrayList<>();
        while (made.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The diagnoses of " + count + " scans did not come within " + PATIENCE + ".");
            }
            diagnoses.poll(LOOK).forEach(record -> made.add(Json.read(record.value(), Diagnosis.class)));
        }
        return made;
    }

    /** Reads only what comes from now on, and rarely, so that it does not disturb what is measured. */
    private TopicReader diagnosesFromNow() {
        Map<String, Object> settings = new HashMap<>(backing.superUser());
        settings.put("fetch.min.bytes", 1 << 20);
        settings.put("fetch.max.wait.ms", (int) LOOK.toMillis());
        TopicReader reader = TopicReader.open(settings, List.of(Topics.DIAGNOSES));
        reader.seekToEnd(Set.of(Topics.DIAGNOSES));
        return reader;
    }

    /** Draws smooth shapes with noise, about as hard to compress as a radiograph. */
    private static GreyImage image(int seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            double x = i % WIDTH / 60.0 + seed;
            double y = i / WIDTH / 80.0;
            pixels[i] =
                    (byte) Math.max(0, Math.min(255, 128 + 80 * Math.sin(x) * Math.cos(y) + 4 * random.nextGaussian()));
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }
}
