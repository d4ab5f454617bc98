package dev.thorax.inference.model;

import java.nio.file.Path;
import java.util.Map;

import io.quarkus.runtime.StartupEvent;

import dev.thorax.inference.InferenceFixture;
import dev.thorax.runtime.kafka.FatalErrors;
import dev.thorax.testing.model.TestBundles;

/** Makes followers of promotions that reach no broker, for tests of other packages. */
public final class Followers {
    private Followers() {}

    /** Returns a follower without an address of the broker, so that each try to connect fails at once. */
    public static PromotionFollower withoutBroker(InferenceFixture fixture, Path folder) {
        return new PromotionFollower(
                Map.of(),
                new ModelOpener(
                        fixture.store,
                        TestBundles.KEYS.trusted(),
                        InferenceFixture.config(folder),
                        InferenceFixture.onnx(),
                        fixture.clock),
                new ProductionModel(),
                InferenceFixture.config(folder),
                fixture.metrics,
                fixture.store,
                new FatalErrors(),
                fixture.clock);
    }

    /** Starts {@code follower} as the start of the service does. */
    public static void start(PromotionFollower follower) {
        follower.start(new StartupEvent());
    }

    /** Ends {@code follower} as the end of the service does. */
    public static void close(PromotionFollower follower) throws InterruptedException {
        follower.close();
    }
}
