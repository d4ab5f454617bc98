package dev.thorax.faults;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Counts the answers in the topics. One thread takes records, any may look. */
final class Outcomes {
    /** Lists the topics with answers. */
    static final List<String> TOPICS = List.of(
            Topics.SCANS_STORED,
            Topics.SCANS_REJECTED,
            Topics.DIAGNOSES,
            Topics.DIAGNOSES_FAILED,
            Topics.EXPLANATIONS_READY,
            Topics.MODELS,
            Topics.TRAININGS_PROGRESS);

    private final Map<String, Map<String, Integer>> counts = new ConcurrentHashMap<>();
    private final Map<String, Integer> rejectedOrigins = new ConcurrentHashMap<>();
    private final Map<String, String> reasons = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private final Set<String> answeredScans = ConcurrentHashMap.newKeySet();

    /** Takes the next record of a topic. */
    void take(ConsumerRecord<String, byte[]> record) {
        switch (record.topic()) {
            case Topics.EXPLANATIONS_READY -> count(answers, Operator.explanation(record.key()));
            case Topics.MODELS ->
                count(
                        answers,
                        Operator.promotion(
                                Json.read(record.value(), ModelPromoted.class).version()));
            case Topics.TRAININGS_PROGRESS -> training(Json.read(record.value(), TrainingProgress.class));
            default -> {
                count(counts.computeIfAbsent(record.topic(), topic -> new ConcurrentHashMap<>()), record.key());
                if (!record.topic().equals(Topics.SCANS_STORED)) {
                    answeredScans.add(record.key());
                }
                detail(record);
            }
        }
    }

    private void detail(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.SCANS_REJECTED)) {
            reasons.put(record.key(), header(record, RejectionHeaders.REASON));
            count(rejectedOrigins, header(record, RejectionHeaders.ORIGIN));
        } else if (record.topic().equals(Topics.DIAGNOSES)) {
            versions.add(Json.read(record.value(), Diagnosis.class).version());
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private void training(TrainingProgress progress) {
        if (progress.state().isFinal()) {
            count(answers, Operator.training(progress.trainingId()));
        }
    }

    int stored(String scanId) {
        return count(Topics.SCANS_STORED, scanId);
    }

    int rejected(String scanId) {
        return count(Topics.SCANS_REJECTED, scanId);
    }

    int diagnosed(String scanId) {
        return count(Topics.DIAGNOSES, scanId);
    }

    int failed(String scanId) {
        return count(Topics.DIAGNOSES_FAILED, scanId);
    }

    /** Returns the reason of a scan's last rejection, or a dash if it has none. */
    String reason(String scanId) {
        return reasons.getOrDefault(scanId, "-");
    }

    /** Returns how many rejections name {@code origin}. */
    int rejectedAt(String origin) {
        return rejectedOrigins.getOrDefault(origin, 0);
    }

    /** Returns how many answers a request has. */
    int answered(String request) {
        return answers.getOrDefault(request, 0);
    }

    /** Returns the versions that made diagnoses. */
    Set<String> versions() {
        return versions;
    }

    /** Returns the scans that are diagnosed until now. */
    Set<String> diagnosedScans() {
        return Set.copyOf(counts.getOrDefault(Topics.DIAGNOSES, Map.of()).keySet());
    }

    /** Returns how many scans have an answer. */
    int answeredScans() {
        return answeredScans.size();
    }

    /** Returns a diagnosed scan without a request for its heat map in {@code requests}. */
    Optional<String> someDiagnosed(Set<String> requests) {
        return counts.getOrDefault(Topics.DIAGNOSES, Map.of()).keySet().stream()
                .filter(id -> !requests.contains(Operator.explanation(id)))
                .findFirst();
    }

    /** Returns the number of all records with answers to scans in a topic. */
    int total(String topic) {
        return counts.getOrDefault(topic, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Returns the ids of all scans that have an event. */
    Set<String> scanIds() {
        Set<String> ids = new TreeSet<>();
        counts.values().forEach(topic -> ids.addAll(topic.keySet()));
        return ids;
    }

    private int count(String topic, String scanId) {
        return counts.getOrDefault(topic, Map.of()).getOrDefault(scanId, 0);
    }

    private static void count(Map<String, Integer> counts, String key) {
        counts.merge(key, 1, Integer::sum);
    }
}
