package dev.thorax.worker.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerEnvironment;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerSettings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LaunchReaderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadTheLaunchOfALocalWorkerFromItsParent() throws IOException {
        WorkerLaunch launch = launch("access", "secret");

        assertThat(new LaunchReader(Map.of()).read(lines(launch))).isEqualTo(launch);
    }

    @Test
    void shouldReadTheLaunchOfAWorkerInAClusterFromItsEnvironmentWithTheKeysOfASecret() throws IOException {
        Map<String, String> environment = environment();
        environment.put(WorkerEnvironment.ENCRYPTION_KEYS, "encryption");

        WorkerLaunch launch = new LaunchReader(environment).read(lines(launch("wrong", "wrong")));

        assertThat(launch.settings().store())
                .isEqualTo(launch("", "").settings().store().withKeys("access", "secret", "encryption"));
        assertThat(launch.settings().publicKeys()).isEqualTo("public");
        assertThat(launch.turn()).isEqualTo(2);
        assertThat(launch.mark()).isEqualTo("mark ");
        assertThat(launch.folder()).isEmptyDirectory();
    }

    @Test
    void shouldSayWhatTheSecretLacks() {
        Map<String, String> environment = environment();
        environment.remove(WorkerEnvironment.SECRET_KEY);

        assertThatThrownBy(() -> new LaunchReader(environment).read(lines(launch("", ""))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The worker has no THORAX_STORAGE_SECRET_KEY; add it to the secret that"
                        + " thorax.training.kubernetes.secret names.");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put(WorkerEnvironment.LAUNCH, new String(Json.write(launch("", "")), UTF_8));
        environment.put(WorkerEnvironment.ACCESS_KEY, "access");
        environment.put(WorkerEnvironment.SECRET_KEY, "secret");
        return environment;
    }

    private static BufferedReader lines(WorkerLaunch launch) {
        return new BufferedReader(new StringReader(new String(Json.write(launch), UTF_8) + "\n"));
    }

    private WorkerLaunch launch(String accessKey, String secretKey) {
        WorkerSettings.Store store = new WorkerSettings.Store(
                URI.create("http://127.0.0.1:9"), "region", accessKey, secretKey, "bucket", null);
        WorkerSettings settings = new WorkerSettings(
                store, 1, 1, null, folder, folder, false, Set.of(), "public", Duration.ZERO, Duration.ofMinutes(1));
        return new WorkerLaunch(settings, 2, folder.resolve("job"), null, "mark ");
    }
}
