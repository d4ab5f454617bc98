package dev.thorax.inference;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

/** Stored scans of noise, as ingest would have left them. */
public final class Scans {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private Scans() {}

    /** Returns the image of a scan. */
    public static GreyImage image(String scanId) {
        return TestPictures.noise(64, 48, scanId.hashCode());
    }

    /** Stores images {@code prefix-0} to {@code prefix-(count-1)} and announces them; the ids. */
    static List<String> store(TestStack stack, String prefix, int count) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
        ids.forEach(id -> stack.store().put(StorageKeys.image(id), CanonicalImage.toPng(image(id)), "image/png"));
        ids.forEach(id -> announce(stack, id));
        return ids;
    }

    static void announce(TestStack stack, String id) {
        stack.produce(Topics.SCANS_STORED, id, Json.write(event(id)), Map.of());
    }

    /** Returns the event that a scan is stored. */
    static ScanStored event(String id) {
        return new ScanStored(
                id, "p-" + id, null, null, null, "0".repeat(64), "image/png", StorageKeys.image(id), 64, 48, THEN);
    }

    /** The committed diagnoses of scans whose id begins with {@code prefix-}. */
    static List<Diagnosis> diagnoses(TestStack stack, String prefix) {
        return diagnoses(stack, Topics.DIAGNOSES, prefix);
    }

    /** The same of the candidate. */
    static List<Diagnosis> candidates(TestStack stack, String prefix) {
        return diagnoses(stack, Topics.DIAGNOSES_CANDIDATE, prefix);
    }

    /** The diagnosed class by scan id. */
    static Map<String, String> classes(List<Diagnosis> diagnoses) {
        return diagnoses.stream().collect(Collectors.toMap(Diagnosis::scanId, Diagnosis::diagnosis));
    }

    private static List<Diagnosis> diagnoses(TestStack stack, String topic, String prefix) {
        return stack.records(topic).stream()
                .map(record -> Json.read(record.value(), Diagnosis.class))
                .filter(diagnosis -> diagnosis.scanId().startsWith(prefix + "-"))
                .toList();
    }
}
