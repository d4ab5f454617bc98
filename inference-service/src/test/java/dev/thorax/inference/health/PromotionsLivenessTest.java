package dev.thorax.inference.health;

import java.nio.file.Path;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.inference.InferenceFixture;
import dev.thorax.inference.model.Followers;
import dev.thorax.inference.model.PromotionFollower;

import static org.assertj.core.api.Assertions.assertThat;

class PromotionsLivenessTest {
    @TempDir
    private Path folder;

    private PromotionFollower follower;
    private PromotionsLiveness liveness;

    @BeforeEach
    void open() {
        follower = Followers.withoutBroker(new InferenceFixture(), folder);
        liveness = new PromotionsLiveness(follower);
    }

    @AfterEach
    void close() throws InterruptedException {
        Followers.close(follower);
    }

    @Test
    void shouldBeAliveBeforeTheServiceHasStarted() {
        HealthCheckResponse answer = liveness.call();

        assertThat(answer.getName()).isEqualTo("promotions");
        assertThat(answer.getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldBeAliveWhileItTriesToConnect() {
        Followers.start(follower);

        assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldBeDeadAndReportWhatToDoIfNothingFollowsThePromotions() throws InterruptedException {
        Followers.start(follower);
        Followers.close(follower);

        HealthCheckResponse answer = liveness.call();

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData().orElseThrow().get("reason")).asString().contains("start the service again");
    }
}
