package dev.thorax.ingest.upload;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.DatasetClasses;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.ingest.admission.ClaimsFixture;
import dev.thorax.ingest.admission.FakeScanHistory;
import dev.thorax.ingest.admission.OutcomeRecords;
import dev.thorax.ingest.admission.RejectedFiles;
import dev.thorax.ingest.admission.ScanMasks;
import dev.thorax.ingest.admission.SenderMarks;
import dev.thorax.ingest.dataset.DatasetFiler;
import dev.thorax.ingest.decode.DecoderUnavailableException;
import dev.thorax.ingest.metrics.IngestMetrics;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.source.DeviceSources;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.config.ExplainUrls;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.runtime.http.Problem;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class UploadsTest {
    private static final byte[] PICTURE = TestPictures.png(1);

    private static final Caller DEVICE = new Caller(KeyIdentity.of("xray-2", Role.DEVICE, () -> true));

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final List<Message<?>> sent = new ArrayList<>();
    private boolean brokerIsDown;
    private boolean decoderIsDown;
    private final Uploads uploads = new Uploads(
            emitter(),
            file -> {
                if (decoderIsDown) {
                    throw new DecoderUnavailableException("No process starts.", new IOException());
                }
                return ImageDecoder.decode(file);
            },
            new ScanMasks(ImageDecoder::decodeMask, store),
            ClaimsFixture.claims(store, new FakeScanHistory(), Clock.systemUTC()),
            new DatasetFiler(store),
            new SenderMarks(store),
            new DeviceSources(List.of("xray-2:st-anna")),
            new OutcomeRecords(
                    new RejectedFiles(store, ClaimsFixture.PSEUDONYMS, ClaimsFixture.keyCheck(store)),
                    Clock.systemUTC()),
            new IngestMetrics(new SimpleMeterRegistry()),
            Clock.systemUTC(),
            new ExplainUrls(new Service()));

    @Test
    void shouldSendAGoodScanAsADeviceWould() {
        assertThat(uploads.submit(scan(PICTURE), DEVICE))
                .isEqualTo(new UploadAccepted(
                        "s1",
                        URI.create("http://explain:1/diagnoses/s1"),
                        URI.create("http://explain:1/explanations/s1")));

        OutgoingKafkaRecordMetadata<?> record = record();
        assertThat(record.getTopic()).isEqualTo(Topics.SCANS);
        assertThat(record.getKey()).isEqualTo("s1");
        assertThat(header(record, ScanHeaders.ID)).isEqualTo("s1");
        assertThat(header(record, ScanHeaders.PATIENT)).isEqualTo("Jane Doe");
        assertThat(header(record, "content-type")).isEqualTo("image/png");
        assertThat(record.getHeaders().lastHeader(ScanHeaders.LABEL)).isNull();
        assertThat(header(record, "ce_source")).isEqualTo("xray-2");
    }

    @Test
    void shouldSendTheMaskAsAHeaderOfTheScan() {
        byte[] mask = TestPictures.mask(40, 120);

        assertThat(uploads.submit(labelled("LUNGS").withMask(mask), DEVICE)).isInstanceOf(UploadAccepted.class);

        assertThat(record().getHeaders().lastHeader(ScanHeaders.MASK).value()).isEqualTo(mask);
    }

    @Test
    void shouldAnswerAMaskThatIsNotOfTheScanWithItsReason() {
        Problem problem = problem(uploads.submit(labelled("LUNGS").withMask(new byte[] {1, 2, 3}), DEVICE));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).contains("The mask of the scan cannot be taken.");
        assertThat(record().getTopic()).isEqualTo(Topics.SCANS_REJECTED);
    }

    @Test
    void shouldMarkTheBytesOfADeviceButNotThoseOfAnOperator() {
        String mark = StorageKeys.sender("s1", "xray-2", Sha256.of(PICTURE));
        uploads.submit(scan(PICTURE), new Caller(KeyIdentity.of("xray-2", Role.OPERATOR, () -> true)));
        assertThat(store.exists(mark)).isFalse();

        uploads.submit(scan(PICTURE), DEVICE);

        assertThat(store.exists(mark)).isTrue();
    }

    @Test
    void shouldAnswerABadScanWithItsReasonAndSendTheRejection() {
        assertThat(problem(uploads.submit(scan(new byte[] {1, 2, 3}), DEVICE)).status())
                .isEqualTo(415);

        assertThat(record().getTopic()).isEqualTo(Topics.SCANS_REJECTED);
        assertThat(store.get(StorageKeys.rejected(Sha256.of(new byte[] {1, 2, 3}))))
                .hasSize(3);
    }

    @Test
    void shouldSendNoRejectionWhoseFileIsNotKept() {
        store.failNext(1);

        Problem problem = problem(uploads.submit(scan(new byte[] {1, 2, 3}), DEVICE));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.reason()).isEqualTo("store-unavailable");
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldAnswerThatNoDecoderStartsAndSendNothing() {
        decoderIsDown = true;

        Problem problem = problem(uploads.submit(scan(PICTURE), DEVICE));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.reason()).isEqualTo("decoder-unavailable");
        assertThat(problem.detail()).endsWith("send it again later.");
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldRefuseAnIdThatOtherBytesHave() {
        store.put(
                StorageKeys.claim("s1"), Json.write(new Claim("thorax.scans-0@1", "other", null)), "application/json");

        assertThat(problem(uploads.submit(scan(PICTURE), DEVICE)).status()).isEqualTo(409);
    }

    @Test
    void shouldRefuseAnotherPatientForAScan() {
        store.put(
                StorageKeys.claim("s1"),
                Json.write(new Claim("thorax.scans-0@1", Sha256.of(PICTURE), "p1-0000000000000000")),
                "application/json");

        Problem problem = problem(uploads.submit(scan(PICTURE), DEVICE));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.reason()).isEqualTo("patient-differs");
        assertThat(record().getTopic()).isEqualTo(Topics.SCANS_REJECTED);
    }

    @Test
    void shouldRefuseALabelThatTheDataSetDoesNotDeclare() {
        declareClasses();

        Problem problem = problem(uploads.submit(labelled("COVID"), DEVICE));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.reason()).isEqualTo("invalid-metadata");
        assertThat(problem.detail()).contains("its classes are NORMAL, PNEUMONIA");
        assertThat(record().getTopic()).isEqualTo(Topics.SCANS_REJECTED);
    }

    @Test
    void shouldSendAScanWithADeclaredLabel() {
        declareClasses();

        assertThat(uploads.submit(labelled("NORMAL"), DEVICE)).isInstanceOf(UploadAccepted.class);
        assertThat(header(record(), ScanHeaders.LABEL)).isEqualTo("NORMAL");
    }

    @Test
    void shouldSendTheSourceOfTheCallerIfTheScanNamesNone() {
        uploads.submit(scan(PICTURE), DEVICE);

        assertThat(header(record(), ScanHeaders.SOURCE)).isEqualTo("st-anna");
        assertThat(header(record(), CloudEventHeaders.SOURCE)).isEqualTo("xray-2");
    }

    @Test
    void shouldSendTheSourceThatTheScanNames() {
        uploads.submit(scan(PICTURE).withSource("st-beda"), DEVICE);

        assertThat(header(record(), ScanHeaders.SOURCE)).isEqualTo("st-beda");
    }

    @Test
    void shouldSendNoSourceOfACallerThatIsNotListed() {
        uploads.submit(scan(PICTURE), new Caller(KeyIdentity.of("xray-3", Role.DEVICE, () -> true)));

        assertThat(record().getHeaders().lastHeader(ScanHeaders.SOURCE)).isNull();
    }

    @Test
    void shouldRefuseASourceThatIsNoName() {
        Problem problem = problem(uploads.submit(scan(PICTURE).withSource("St. Anna"), DEVICE));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.reason()).isEqualTo("invalid-metadata");
        assertThat(problem.detail()).startsWith("The source of the scan is not a name; use ");
    }

    @Test
    void shouldAcceptAScanWhileTheStoreDoesNotAnswer() {
        store.failNext(1);

        assertThat(uploads.submit(scan(PICTURE), DEVICE)).isInstanceOf(UploadAccepted.class);
    }

    @Test
    void shouldAcceptALabelledScanWhileTheStoreDoesNotAnswer() {
        declareClasses();
        store.failNext(1);

        assertThat(uploads.submit(labelled("COVID"), DEVICE)).isInstanceOf(UploadAccepted.class);
    }

    @Test
    void shouldAnswerThatTheBrokerIsDown() {
        brokerIsDown = true;

        assertThat(problem(uploads.submit(scan(PICTURE), DEVICE)).reason()).isEqualTo("broker-unavailable");
        assertThat(problem(uploads.submit(scan(new byte[0]), DEVICE)).reason()).isEqualTo("broker-unavailable");
    }

    private void declareClasses() {
        store.put(
                StorageKeys.datasetClasses("set1"),
                Json.write(new DatasetClasses(List.of("NORMAL", "PNEUMONIA"))),
                "application/json");
    }

    private static Scan labelled(String label) {
        return Scan.of("s1", "Jane Doe", label, "set1", PICTURE, "POST /scans");
    }

    private static Scan scan(byte[] bytes) {
        return Scan.of("s1", "Jane Doe", null, null, bytes, "POST /scans");
    }

    private static Problem problem(Record answer) {
        assertThat(answer).isInstanceOf(Problem.class);
        return (Problem) answer;
    }

    private OutgoingKafkaRecordMetadata<?> record() {
        assertThat(sent).hasSize(1);
        return sent.get(0).getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
    }

    private static String header(OutgoingKafkaRecordMetadata<?> record, String name) {
        return new String(record.getHeaders().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private MutinyEmitter<byte[]> emitter() {
        return (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MutinyEmitter.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("sendMessage");
                    if (brokerIsDown) {
                        return Uni.createFrom().failure(new KafkaException("down"));
                    }
                    sent.add((Message<?>) arguments[0]);
                    return Uni.createFrom().voidItem();
                });
    }

    /** A claim object as the store has it. */
    private record Claim(String origin, String sha256, String patient) {}

    private record Service() implements ServiceConfig, ServiceConfig.Explain {
        @Override
        public String instance() {
            return "it";
        }

        @Override
        public Explain explain() {
            return this;
        }

        @Override
        public URI url() {
            return URI.create("http://explain:1/");
        }
    }
}
