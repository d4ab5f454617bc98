package dev.thorax.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.runtime.config.OnnxConfig;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.runtime.storage.StorageConfig;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.config.PromotionConfig;
import dev.thorax.training.config.TrainingConfig;
import dev.thorax.training.kubernetes.KubernetesWorkerLauncher;
import dev.thorax.training.run.LocalWorkerLauncher;
import dev.thorax.training.run.WorkerHome;
import dev.thorax.training.run.WorkerLauncher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the worker gets of the configuration of the service. */
class TrainingBeansTest {
    private final TrainingBeans beans = new TrainingBeans();
    private final WorkerHome home = new WorkerHome(
            Path.of("worker"), new WorkerDescription("Main", List.of("dl4j", "torch"), List.of("cnn4"), Map.of()));

    @Test
    void shouldStartOnlyWithAnEngineOfTheWorker() {
        TrainingConfig unknown =
                config(Map.of("thorax.training.engine", "abacus")).getConfigMapping(TrainingConfig.class);
        TrainingConfig standard = config(Map.of()).getConfigMapping(TrainingConfig.class);

        assertThatThrownBy(() -> beans.check(null, home, null, unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("thorax.training.engine is \"abacus\", which is not one of dl4j, torch.");
        assertThatCode(() -> beans.check(null, home, null, standard)).doesNotThrowAnyException();
    }

    @Test
    void shouldPassTheConfigurationOnToTheWorker() {
        LocalWorkerLauncher launcher = launcher(Map.of(
                "thorax.training.threads", "2",
                "thorax.onnx.threads", "3",
                "thorax.training.recipes", "recipes",
                "thorax.training.lease", "45s",
                "thorax.training.worker.memory", "2g",
                "thorax.training.worker.options", "-Da=b,-Dc=d",
                "thorax.training.worker.environment.LD_DEBUG", "libs"));

        WorkerSettings settings = launcher.settings();
        assertThat(settings.threads()).isEqualTo(2);
        assertThat(settings.onnxThreads()).isEqualTo(3);
        assertThat(settings.recipes()).isEqualTo(Path.of("recipes").toAbsolutePath());
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(45));
        assertThat(settings.store().bucket()).isEqualTo("thorax");
        assertThat(settings.store().secretKey()).isEqualTo("secret");
        assertThat(launcher.command().memory()).isEqualTo("2g");
        assertThat(launcher.command().options()).containsExactly("-Da=b", "-Dc=d");
        assertThat(launcher.command().environment())
                .containsOnly(Map.entry("OMP_NUM_THREADS", "2"), Map.entry("LD_DEBUG", "libs"));
    }

    @Test
    void shouldNotStartWithoutAKeyThatSignsWhatServicesTrust(@TempDir Path folder) {
        Path key = folder.resolve("signing.pem");
        Path publicKeys = folder.resolve("public.pem");
        SigningKeyPair.generate().write(key, publicKeys);

        assertThatThrownBy(() -> signer(Map.of(), TrustedKeys.ofFile(publicKeys)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "thorax.training.signing-key is missing, and without it no version could be signed; make a pair"
                                + " of keys with deploy/admin/run signing-key, and set it to the file of the signing key.");
        Map<String, String> set = Map.of("thorax.training.signing-key", key.toString());
        assertThatThrownBy(() -> signer(set, TestBundles.KEYS.trusted()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "thorax.training.signing-key cannot be used: The public key of the signing key is"
                                + " not among the trusted keys");
        assertThatCode(() -> signer(set, TrustedKeys.ofFile(publicKeys))).doesNotThrowAnyException();
    }

    private void signer(Map<String, String> settings, TrustedKeys trusted) {
        beans.signer(
                new InMemoryObjectStore(Clock.systemUTC()),
                config(settings).getConfigMapping(TrainingConfig.class),
                trusted);
    }

    @Test
    void shouldGiveTheWorkerThePublicKeysOnly() {
        WorkerSettings settings = launcher(Map.of("thorax.training.signing-key", "/keys/signing.pem"))
                .settings();

        assertThat(settings.publicKeys()).isEqualTo(TestBundles.KEYS.trusted().pem());
        assertThat(new String(Json.write(settings), UTF_8)).doesNotContain("PRIVATE", "signing.pem");
    }

    @Test
    void shouldLeaveTheNumberOfThreadsToTheEngineUnlessItIsSet() {
        LocalWorkerLauncher launcher = launcher(Map.of());

        assertThat(launcher.command().environment()).isEmpty();
        assertThat(launcher.settings().recipes()).isNull();
        assertThat(launcher.settings().backbones())
                .isEqualTo(launcher.settings().data().resolve("backbones"));
        assertThat(launcher.folder()).isEqualTo(launcher.settings().data().resolve("workers/of-first"));
    }

    @Test
    void shouldDeleteWhatKilledWorkersOfThisInstanceLeftAndNothingElse(@TempDir Path folder) throws Exception {
        Path left = Files.createDirectories(folder.resolve("of-first/training-1"));
        Files.writeString(left.resolve("checkpoint"), "weights");
        Path other = Files.createDirectories(folder.resolve("of-second/training-1"));

        launcher(Map.of("thorax.training.worker.folder", folder.toString()));

        assertThat(left.getParent()).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void shouldAskForAMarginAndPatientsUnlessTheOperatorSetsOthers() {
        PromotionConfig standard = config(Map.of()).getConfigMapping(PromotionConfig.class);
        PromotionConfig strict =
                config(Map.of("thorax.promotion.min-margin", "0.2")).getConfigMapping(PromotionConfig.class);

        assertThat(standard.minMargin()).isEqualTo(0.05);
        assertThat(standard.minPatients()).isEqualTo(5);
        assertThat(strict.minMargin()).isEqualTo(0.2);
    }

    @Test
    void shouldStartWorkersInTheClusterIfTheOperatorSaysSoAndNamesAnImage() {
        Map<String, String> inCluster = Map.of(
                "thorax.training.launcher", "kubernetes", "thorax.training.kubernetes.image", "registry.test/worker:1");

        assertThat(workerLauncher(inCluster)).isInstanceOf(KubernetesWorkerLauncher.class);
        TrainingConfig complete = config(inCluster).getConfigMapping(TrainingConfig.class);
        assertThatCode(() -> beans.check(null, home, null, complete)).doesNotThrowAnyException();
        TrainingConfig withoutImage =
                config(Map.of("thorax.training.launcher", "kubernetes")).getConfigMapping(TrainingConfig.class);
        assertThatThrownBy(() -> beans.check(null, home, null, withoutImage))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("thorax.training.kubernetes.image is missing; set it to the image of the training worker.");
    }

    private LocalWorkerLauncher launcher(Map<String, String> settings) {
        return (LocalWorkerLauncher) workerLauncher(settings);
    }

    private WorkerLauncher workerLauncher(Map<String, String> settings) {
        SmallRyeConfig config = config(settings);
        return beans.launcher(
                home,
                config.getConfigMapping(TrainingConfig.class),
                config.getConfigMapping(StorageConfig.class),
                config.getConfigMapping(OnnxConfig.class),
                config.getConfigMapping(ServiceConfig.class),
                TestBundles.KEYS.trusted(),
                null);
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("thorax.instance", "first")
                .withDefaultValue("thorax.storage.access-key", "access")
                .withDefaultValue("thorax.storage.secret-key", "secret")
                .withDefaultValue("java.io.tmpdir", "/tmp")
                .withDefaultValues(settings)
                .withMapping(TrainingConfig.class)
                .withMapping(PromotionConfig.class)
                .withMapping(StorageConfig.class)
                .withMapping(OnnxConfig.class)
                .withMapping(ServiceConfig.class)
                .build();
    }
}
