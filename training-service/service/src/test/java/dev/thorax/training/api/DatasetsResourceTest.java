package dev.thorax.training.api;

import java.time.Clock;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.http.Problem;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DatasetsResourceTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final DatasetsResource datasets = new DatasetsResource(store);

    @Test
    void shouldDeclareClassesAndShowThem() {
        assertThat(datasets.classes("hospital").getStatus()).isEqualTo(404);

        assertThat(declare("{\"classes\":[\"VIRUS\",\"NORMAL\"]}").getStatus()).isEqualTo(200);

        assertThat(new String((byte[]) datasets.classes("hospital").getEntity(), UTF_8))
                .isEqualTo("{\"classes\":[\"NORMAL\",\"VIRUS\"]}");
    }

    @Test
    void shouldRefuseClassesThatScansOfTheDataSetDoNotHave() {
        store.put(StorageKeys.pointer("hospital", "Normal", "s1"), new byte[] {'{', '}'}, "application/json");

        Response answer = declare("{\"classes\":[\"VIRUS\",\"NORMAL\"]}");

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(((Problem) answer.getEntity()).detail()).contains("the label Normal");
    }

    @Test
    void shouldRefuseWhatAreNoClasses() {
        assertThat(declare("{\"classes\":[\"ONE\"]}").getStatus()).isEqualTo(400);
        assertThat(declare("{\"classes\":[\"A\",\"A\"]}").getStatus()).isEqualTo(400);
        assertThat(declare("{\"classes\":[\"A\",\"../B\"]}").getStatus()).isEqualTo(400);
        assertThat(declare("{}").getStatus()).isEqualTo(400);
        assertThat(declare("[").getStatus()).isEqualTo(400);
        assertThat(datasets.declare("../x", new byte[0]).getStatus()).isEqualTo(400);
    }

    private Response declare(String body) {
        return datasets.declare("hospital", body.getBytes(UTF_8));
    }
}
