package dev.thorax.explain.page;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkus.runtime.ShutdownEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.model.Promotions;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.audit.TestStreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StreamResourceTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final PageEvents page = new PageEvents(new ExplainFixture().metrics);
    private final TestStreams audit = new TestStreams(StreamResource.class, "/diagnoses/stream");
    private final AtomicBoolean valid = new AtomicBoolean(true);
    private final StreamResource resource = new StreamResource(
            page,
            new CurrentStatus(Promotions.none(), page),
            new Caller(KeyIdentity.of("ward-3", Role.CLINICIAN, valid::get)),
            audit.streams);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void stop() {
        page.stop(new ShutdownEvent());
    }

    @Test
    void shouldRecordEachScanThatItSends() {
        open();
        page.diagnosis(ExplainFixture.diagnosis("scan-1", "v1", 0));

        await().atMost(LONG).until(() -> received.size() == 2);
        assertThat(received).containsExactly("status", "diagnosis");
        assertThat(audit.records).extracting(AuditRecord::action).containsOnly(AuditAction.FOLLOWED);
        assertThat(audit.records).extracting(AuditRecord::request).containsOnly("GET /diagnoses/stream");
        assertThat(audit.records.stream().flatMap(record -> record.subjects().scans().stream()))
                .containsExactly("scan-1");
    }

    @Test
    void shouldEndWithTheKeyOfTheCaller() {
        open();
        valid.set(false);

        page.diagnosis(ExplainFixture.diagnosis("scan-1", "v1", 0));

        await().atMost(LONG).untilTrue(ended);
        assertThat(received).containsExactly("status");
    }

    private void open() {
        resource.stream(sse())
                .subscribe()
                .with(event -> received.add(event.getName()), failure -> {}, () -> ended.set(true));
        await().atMost(LONG).until(() -> received.size() == 1);
    }

    /** Makes events that have a name and nothing else. */
    private static Sse sse() {
        return fake(Sse.class, (proxy, name) -> fake(OutboundSseEvent.Builder.class, new Events()));
    }

    private interface Calls {
        Object answer(Object proxy, String text);
    }

    private static final class Events implements Calls {
        private String name;

        @Override
        public Object answer(Object proxy, String text) {
            if (text == null) {
                String built = name;
                return fake(OutboundSseEvent.class, (event, none) -> built);
            }
            name = name == null ? text : name;
            return proxy;
        }
    }

    /** Passes the first argument of each call on, as text, or null if there is none. */
    private static <T> T fake(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                StreamResourceTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) ->
                        calls.answer(proxy, arguments == null ? null : String.valueOf(arguments[0]))));
    }
}
