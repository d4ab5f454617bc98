package dev.thorax.ingest.admission;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.kafka.TransientFailure;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PseudonymKeyCheckTest {
    private static final StartupEvent START = new StartupEvent();

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final AtomicBoolean stopped = new AtomicBoolean();

    @Test
    void shouldStartAgainWithTheSameKey() {
        check("the-first-key-0123").start(START);

        assertThatCode(() -> check("the-first-key-0123").start(START)).doesNotThrowAnyException();
        assertThat(new String(store.get(StorageKeys.pseudonymKey()))).doesNotContain("the-first-key");
    }

    @Test
    void shouldNotStartWithAnotherKey() {
        check("the-first-key-0123").start(START);

        assertThatThrownBy(() -> check("another-key-0123456").start(START))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("thorax.pseudonym.key is not the key")
                .hasMessageNotContaining("another-key");
    }

    @Test
    void shouldCompareTheKeyLaterIfTheStoreDoesNotAnswerAtTheStart() {
        check("the-first-key-0123").start(START);
        PseudonymKeyCheck other = check("another-key-0123456");
        store.failNext(1);
        other.start(START);
        store.failNext(1);

        assertThatThrownBy(other::require).isInstanceOf(StoreUnavailableException.class);
        assertThat(stopped).isFalse();
        assertThatThrownBy(other::require).hasMessageContaining("is not the key");
        assertThat(stopped).isTrue();
    }

    @Test
    void shouldAskTheStoreOnce() {
        PseudonymKeyCheck check = check("the-first-key-0123");
        check.require();
        store.failNext(1);

        assertThatCode(check::require).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseEveryScanWithAnotherKeyForACauseThatIsNoScans() {
        check("the-first-key-0123").start(START);
        PseudonymKeyCheck other = check("another-key-0123456");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(other::require)
                    .isInstanceOf(OtherPseudonymKeyException.class)
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining(StorageKeys.pseudonymKey())
                    .hasMessageNotContaining("another-key");
        }
    }

    private PseudonymKeyCheck check(String key) {
        return new PseudonymKeyCheck(store, new Pseudonyms(() -> Optional.of(key)), () -> stopped.set(true));
    }
}
