package dev.thorax.training.kubernetes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerMessage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class WorkerLogTest {
    private static final String MARK = "mark-1 ";
    private static final Instant BEGIN = Instant.parse("2026-11-27T09:00:00Z");
    private static final ContainerState RUNS =
            new ContainerStateBuilder().withNewRunning(BEGIN.toString()).build();
    private static final ContainerState ENDED = new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(0)
            .endTerminated()
            .build();

    private final FakeCluster cluster = new FakeCluster();
    private final List<Integer> epochs = new ArrayList<>();
    private final WorkerLog log =
            new WorkerLog(new Cluster(cluster::client), MARK, progress -> epochs.add(progress.epoch()));
    private final StringBuilder output = new StringBuilder();

    WorkerLogTest() {
        cluster.logOf("pod-1", output::toString);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldPassEachStepOnOnceThoughALogIsReadAgainAndAgain() {
        output.append(line(State.RUNNING, 1)).append(line(State.RUNNING, 2));
        assertThat(log.read(List.of(pod("pod-1", RUNS)))).isTrue();
        output.append(line(State.RUNNING, 3));
        assertThat(log.read(List.of(pod("pod-1", RUNS)))).isTrue();

        assertThat(epochs).containsExactly(1, 2, 3);
        assertThat(log.end()).isEmpty();
    }

    @Test
    void shouldReadOnlyWhatIsNewerThanTheNewestStep() {
        output.append(line(State.RUNNING, 1));
        log.read(List.of(pod("pod-1", RUNS)));
        log.read(List.of(pod("pod-1", RUNS)));

        assertThat(cluster.requests()).hasSize(2).last().asString().contains("sinceTime=2026-11-27T09:00:01Z");
        assertThat(cluster.requests().get(0)).doesNotContain("sinceTime");
    }

    @Test
    void shouldReadHalfALineAgainWhenItIsWhole() {
        String last = line(State.DONE, 4);
        output.append(line(State.RUNNING, 3)).append(last, 0, last.length() / 2);
        assertThat(log.read(List.of(pod("pod-1", RUNS)))).isTrue();
        assertThat(log.end()).isEmpty();

        output.append(last, last.length() / 2, last.length());
        log.read(List.of(pod("pod-1", RUNS)));

        assertThat(log.end().orElseThrow().progress().epoch()).isEqualTo(4);
        assertThat(epochs).containsExactly(3);
    }

    @Test
    void shouldTakeNoLineOfAnotherMarkForAMessage() {
        output.append(line(State.DONE, 9).replace(MARK, "mark-2 "))
                .append("A library says mark-1 {}\n")
                .append(MARK)
                .append("and no JSON\n");

        assertThat(log.read(List.of(pod("pod-1", RUNS)))).isTrue();

        assertThat(epochs).isEmpty();
        assertThat(log.end()).isEmpty();
    }

    @Test
    void shouldReadTheLogOfAnEndedPodOnlyOnce() {
        output.append(line(State.DONE, 4));
        log.read(List.of(pod("pod-1", ENDED)));
        log.read(List.of(pod("pod-1", ENDED)));

        assertThat(cluster.requests()).hasSize(1);
        assertThat(log.end()).isPresent();
    }

    @Test
    void shouldReadNoLogOfAPodThatHasNotBegun() {
        ContainerState waits = new ContainerStateBuilder()
                .withNewWaiting("later", "ContainerCreating")
                .build();

        assertThat(log.read(List.of(pod("pod-1", waits), pod("pod-2", null)))).isTrue();

        assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void shouldSayThatALogCouldNotBeReadAndReadItLater() {
        output.append(line(State.RUNNING, 1)).append(line(State.DONE, 2));
        cluster.failWith(500, "the kubelet does not answer");
        assertThat(log.read(List.of(pod("pod-1", ENDED)))).isFalse();
        assertThat(log.end()).isEmpty();

        cluster.recover();

        assertThat(log.read(List.of(pod("pod-1", ENDED)))).isTrue();
        assertThat(epochs).containsExactly(1);
        assertThat(log.end()).isPresent();
    }

    /** A worker on the next node begins again at its last checkpoint, later in time. */
    @Test
    void shouldGoOnInTheLogOfTheNextPod() {
        cluster.logOf("pod-2", () -> line(State.RUNNING, 5) + line(State.DONE, 6));
        output.append(line(State.RUNNING, 1));

        assertThat(log.read(List.of(pod("pod-1", ENDED), pod("pod-2", RUNS)))).isTrue();

        assertThat(epochs).containsExactly(1, 5);
        assertThat(log.end().orElseThrow().progress().epoch()).isEqualTo(6);
    }

    /** Each epoch takes a second. */
    private static String line(State state, int epoch) {
        WorkerMessage message = WorkerMessage.of(new TrainingProgress(
                "t-1", state, "convnet50", epoch, 9, null, null, null, "Epoch " + epoch, BEGIN.plusSeconds(epoch)));
        return MARK + new String(Json.write(message), UTF_8) + "\n";
    }

    private static Pod pod(String name, ContainerState state) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid of " + name)
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName(ContainerFactory.NAME)
                .withState(state)
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
