package dev.thorax.training.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.training.run.WorkerUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterTest {
    private static final JobKeys JOB = JobKeys.ofTraining("t-1");

    private final FakeCluster fake = new FakeCluster();
    private final Cluster cluster = new Cluster(fake::client);

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void shouldMakeOneJobOfAName() {
        Job wanted = wanted("thorax-training-1");

        assertThat(cluster.create(wanted).orElseThrow().getMetadata().getUid()).isNotBlank();
        assertThat(cluster.create(wanted)).isEmpty();
        assertThat(fake.jobs()).hasSize(1);
    }

    @Test
    void shouldFindNoJobThatIsNotThere() {
        assertThat(cluster.find("thorax-training-1")).isEmpty();
    }

    @Test
    void shouldFindAJobWithItsOwnPodsOnly() {
        Job job = made();
        String own = fake.startPod(job);
        // The pod of a Job that had the same name, and is not deleted yet.
        String former = fake.startPod(new JobBuilder(job)
                .editMetadata()
                .withUid("uid-of-the-former")
                .endMetadata()
                .build());
        fake.client()
                .pods()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("nobodys")
                        .addToLabels(JobFactory.JOB, job.getMetadata().getName())
                        .endMetadata()
                        .build())
                .create();

        JobState state = cluster.find(job.getMetadata().getName()).orElseThrow();

        assertThat(state.pods())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly(own)
                .doesNotContain(former);
    }

    @Test
    void shouldDeleteAJobAndHoldNothingAgainstOneThatIsGone() {
        Job job = made();

        cluster.delete(job.getMetadata().getName());
        assertThat(fake.job(JOB)).isNull();

        cluster.delete(job.getMetadata().getName());
    }

    @Test
    void shouldReadTheMarkedLinesOfALog() {
        fake.logOf("pod-1", () -> "mark 1\nmarked\nother\n mark 2\nmark 3");

        assertThat(cluster.lines("pod-1", null, "mark ")).containsExactly("mark 1", "mark 3");
        assertThat(cluster.lines("pod-without-a-log", null, "mark ")).isEmpty();
    }

    /** The server compares seconds, so a line of the same second must not be left out. */
    @Test
    void shouldAskForALogFromTheBeginningOfASecond() {
        cluster.lines("pod-1", Instant.parse("2026-11-27T09:00:01.999Z"), "mark ");

        assertThat(fake.requests())
                .singleElement()
                .asString()
                .contains("/namespaces/thorax/pods/pod-1/log?container=" + ContainerFactory.NAME)
                .endsWith("&sinceTime=2026-11-27T09:00:01Z");
    }

    @Test
    void shouldSayWhatItCouldNotDo() {
        fake.failWith(503, "the server is overloaded");

        assertThatThrownBy(() -> cluster.create(wanted("job-1")))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageStartingWith("The cluster did not create the Job job-1 (503: the server is overloaded");
        assertThatThrownBy(() -> cluster.find("job-1"))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageStartingWith("The cluster did not read the Job job-1 (503");
        assertThatThrownBy(() -> cluster.delete("job-1"))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageStartingWith("The cluster did not delete the Job job-1 (503");
        assertThatThrownBy(() -> cluster.lines("pod-1", null, "mark "))
                .isInstanceOf(WorkerUnavailableException.class)
                .hasMessageStartingWith("The cluster did not read the log of the pod pod-1 (503");
    }

    private Job made() {
        fake.launcher(Duration.ofSeconds(60), Clock.systemUTC(), Map.of()).start(JOB, 1);
        return fake.job(JOB);
    }

    private static Job wanted(String name) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withContainers(List.of())
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
