package dev.thorax.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.event.EventType;
import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.json.JsonTexts;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.DatasetClasses;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StoredPromotion;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.contracts.worker.WorkerProtocol;
import dev.thorax.worker.snapshot.DatasetSnapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads JSON: events of all topics, bodies of requests, objects of the store, manifests of bundles, and messages of workers. The first
 * byte of an input selects the type: {@code a} the first of {@link #TYPES}, {@code b} the second.
 */
class JsonFuzzTest {
    private static final int MOST_MIB = 64;
    /** Most characters that a text is cut to. */
    private static final int CUT = 20;

    private static final List<Class<?>> TYPES = Stream.<Class<?>>concat(
                    Arrays.stream(EventType.values()).map(EventType::data),
                    Stream.of(
                            Manifest.class,
                            ScanPointer.class,
                            StoredPromotion.class,
                            DatasetClasses.class,
                            DatasetSnapshot.class,
                            JobOrder.class,
                            WorkerMessage.class))
            .toList();

    @FuzzTest
    void json(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        Class<?> type = TYPES.get(Math.floorMod(input[0] - 'a', TYPES.size()));
        byte[] json = Arrays.copyOfRange(input, 1, input.length);
        try {
            Object event = Measured.call(input, MOST_MIB, () -> Json.read(json, type));
            byte[] written = Json.write(event);
            assertThat(Json.write(Json.read(written, type))).isEqualTo(written);
            cut(written);
            if (event instanceof Manifest manifest) {
                ManifestCheck.fault(manifest, "thorax", "t-1");
                ManifestCheck.obstacle(manifest);
            }
        } catch (Json.UnreadableEventException e) {
            Sentences.check(e);
        }
        request(json, type);
        line(json);
    }

    /** An answer echoes texts of its request only cut. */
    private static void cut(byte[] json) {
        JsonNode node = Json.read(JsonTexts.cut(json, CUT), JsonNode.class);
        node.forEach(value -> assertThat(value.asText("").length()).isLessThanOrEqualTo(Math.max(CUT + 1, 400)));
    }

    private static void request(byte[] json, Class<?> type) {
        try {
            Json.readRequest(json, type);
        } catch (InvalidRequestException e) {
            Sentences.check(e);
        }
    }

    private static void line(byte[] json) {
        try {
            WorkerProtocol.read("mark " + new String(json, UTF_8), "mark ");
        } catch (Json.UnreadableEventException e) {
            Sentences.check(e);
        }
    }
}
