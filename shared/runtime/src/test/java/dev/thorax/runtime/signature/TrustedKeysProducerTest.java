package dev.thorax.runtime.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.runtime.config.ConfigSections;
import dev.thorax.runtime.health.HealthConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrustedKeysProducerTest {
    private static final SignatureConfig NONE = Optional::empty;

    @TempDir
    private Path folder;

    private final TrustedKeysProducer producer = new TrustedKeysProducer();

    @Test
    void shouldTrustTheKeysOfTheFileAndNoOthers() {
        SigningKeyPair pair = SigningKeyPair.generate();
        Path keys = folder.resolve("public.pem");
        pair.write(folder.resolve("signing.pem"), keys);

        assertThat(producer.trustedKeys(() -> Optional.of(keys)).contain(pair.signing()))
                .isTrue();
        assertThat(producer.trustedKeys(() -> Optional.of(keys))
                        .contain(SigningKeyPair.generate().signing()))
                .isFalse();
    }

    @Test
    void shouldStateWhatToDoWithoutAFile() {
        assertThatThrownBy(() -> producer.trustedKeys(NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("thorax.signatures.public-keys is missing")
                .hasMessageContaining("deploy/admin/run signing-key");
    }

    @Test
    void shouldStateWhatIsWrongWithAFile() throws IOException {
        Path empty = Files.writeString(folder.resolve("public.pem"), "no key");

        assertThatThrownBy(() -> producer.trustedKeys(() -> Optional.of(empty)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("thorax.signatures.public-keys cannot be used: ")
                .hasMessageContaining(empty.toString());
    }

    /** Ingest uses no versions, and starts without keys. */
    @Test
    void shouldNotStartWithoutKeysAServiceThatUsesVersions() {
        assertThatThrownBy(() -> producer.check(new StartupEvent(), ConfigSections.of(SignatureConfig.class), NONE))
                .isInstanceOf(ConfigurationException.class);
        assertThatCode(() -> producer.check(new StartupEvent(), ConfigSections.of(HealthConfig.class), NONE))
                .doesNotThrowAnyException();
    }
}
