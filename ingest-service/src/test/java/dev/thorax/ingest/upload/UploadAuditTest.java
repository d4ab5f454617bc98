package dev.thorax.ingest.upload;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.json.Json;
import dev.thorax.ingest.record.Scan;
import dev.thorax.runtime.audit.RefusedRequests;
import dev.thorax.runtime.audit.TestTrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class UploadAuditTest {
    private static final Scan SCAN = Scan.of("s-1", "Jane Doe", "NORMAL", "set1", new byte[] {1}, "POST /scans");
    private static final Record TAKEN = new Taken("s-1");

    private final TestTrail topic = new TestTrail();
    private final UploadAudit audit = new UploadAudit(topic.trail);
    private final Map<String, Object> data = new HashMap<>();

    private record Taken(String scanId) {}

    @Test
    void shouldRecordAnUploadBeforeItIsTakenAndAgainBeforeItsAnswer() {
        Record answer = audited(SCAN, () -> {
            assertThat(topic.records).extracting(AuditRecord::status).containsExactly((Integer) null);
            return TAKEN;
        });

        assertThat(answer).isSameAs(TAKEN);
        assertThat(topic.records).extracting(AuditRecord::status).containsExactly(null, 202);
        assertThat(topic.records).extracting(AuditRecord::requestId).doesNotContainNull();
        assertThat(topic.records.get(0).requestId())
                .isEqualTo(topic.records.get(1).requestId());
        assertThat(topic.records).allSatisfy(record -> {
            assertThat(record.action()).isEqualTo(AuditAction.SENT);
            assertThat(record.subjects().scans()).containsExactly("s-1");
            assertThat(record.subjects().datasets()).containsExactly("set1");
            assertThat(new String(Json.write(record), UTF_8)).doesNotContain("Jane");
        });
    }

    @Test
    void shouldTakeNoScanThatCannotBeRecorded() {
        topic.away = true;

        Record answer = audited(SCAN, () -> {
            throw new AssertionError("The scan was taken.");
        });

        assertThat(answer).isEqualTo(UploadProblems.unrecorded());
    }

    @Test
    void shouldWithholdAnAnswerThatCannotBeRecorded() {
        Record answer = audited(SCAN, () -> {
            topic.away = true;
            return TAKEN;
        });

        assertThat(answer).isEqualTo(UploadProblems.auditDown());
    }

    /** Nothing was taken, so the answer needs no record to leave. */
    @Test
    void shouldNotWithholdTheAnswerThatTheBrokerIsAway() {
        Record answer = audited(SCAN, () -> {
            topic.away = true;
            return UploadProblems.brokerDown();
        });

        assertThat(answer).isEqualTo(UploadProblems.brokerDown());
    }

    @Test
    void shouldRecordTheStatusOfARefusalAndNoTextThatIsNoName() {
        Scan odd = Scan.of("s-1", null, "NORMAL", "Jane Doe 1953", new byte[] {1}, "POST /scans");

        audited(odd, UploadProblems::malformed);

        assertThat(topic.records).extracting(AuditRecord::status).containsExactly(null, 400);
        assertThat(topic.records)
                .allSatisfy(record -> assertThat(record.subjects().datasets()).isEmpty());
    }

    /** Else a refused upload would be counted among the refusals, too. */
    @Test
    void shouldMarkTheRequestAsOneWithRecordsOfItsOwn() {
        audited(SCAN, () -> TAKEN);

        assertThat(data).containsOnly(Map.entry(RefusedRequests.class.getName(), 0));
    }

    private Record audited(Scan scan, Supplier<Record> upload) {
        HttpServerRequest request = fake(HttpServerRequest.class, (called, arguments) -> switch (called) {
            case "remoteAddress" -> SocketAddress.inetSocketAddress(40_000, "192.0.2.7");
            default -> throw new UnsupportedOperationException(called);
        });
        RoutingContext exchange = fake(RoutingContext.class, (called, arguments) -> switch (called) {
            case "request" -> request;
            case "user" -> null;
            case "put" -> {
                data.put((String) arguments[0], arguments[1]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(called);
        });
        return audit.audited(exchange, scan, upload);
    }

    private interface Calls {
        Object answer(String called, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                UploadAuditTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> calls.answer(called.getName(), arguments)));
    }
}
