package dev.thorax.training.kubernetes;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterFailuresTest {
    private static final String AGAIN = "it is tried again by itself when the API server answers.";
    private static final String ROLE =
            "let the service account of training-service get, create and delete Jobs, list pods, and get their logs in its"
                    + " namespace.";
    private static final String KEYS = "correct the keys thorax.training.kubernetes.* of training-service.";
    private static final String QUOTA =
            "it is tried again by itself when the quota of the namespace has room, or raise the quota.";

    @ParameterizedTest
    @CsvSource({
        "400, KEYS",
        "401, ROLE",
        "403, ROLE",
        "404, KEYS",
        "409, AGAIN",
        "422, KEYS",
        "429, AGAIN",
        "500, AGAIN",
        "503, AGAIN"
    })
    void shouldSayWhatToDoByTheCode(int code, String advice) {
        String sentence = advice.equals("KEYS") ? KEYS : advice.equals("ROLE") ? ROLE : AGAIN;

        assertThat(ClusterFailures.of("create the Job x", failure(code, "no")))
                .hasMessage("The cluster did not create the Job x (" + code + ": no); " + sentence);
    }

    @Test
    void shouldTellAFullQuotaFromAMissingRole() {
        assertThat(ClusterFailures.of(
                        "create the Job x", failure(403, "pods \"x\" is forbidden: exceeded quota: gpus")))
                .hasMessageEndingWith(QUOTA);
        assertThat(ClusterFailures.of("create the Job x", failure(403, "jobs.batch is forbidden")))
                .hasMessageEndingWith(ROLE);
        assertThat(ClusterFailures.of("create the Job x", failure(500, "exceeded quota: gpus")))
                .hasMessageEndingWith(AGAIN);
    }

    @Test
    void shouldNameTheFirstCauseOfACallThatGotNoAnswer() {
        KubernetesClientException failure = new KubernetesClientException(
                "An error has occurred.", new IOException("wrapped", new ConnectException("Connection refused")));

        assertThat(ClusterFailures.of("read the Job x", failure))
                .hasMessage("The cluster did not read the Job x (Connection refused); " + AGAIN)
                .hasCause(failure);
    }

    @Test
    void shouldNameTheKindOfACauseThatSaysNothing() {
        KubernetesClientException failure =
                new KubernetesClientException("An error has occurred.", new SocketTimeoutException());

        assertThat(ClusterFailures.of("read the Job x", failure)).hasMessageContaining("(SocketTimeoutException); ");
    }

    @Test
    void shouldNameTheCodeAloneIfTheAnswerSaysNothing() {
        assertThat(ClusterFailures.of("read the Job x", failure(503, null)))
                .hasMessage("The cluster did not read the Job x (503); " + AGAIN);
        assertThat(ClusterFailures.of("read the Job x", new KubernetesClientException("Failure", 503, null)))
                .hasMessage("The cluster did not read the Job x (503); " + AGAIN);
    }

    @Test
    void shouldPutALongAnswerIntoOneShortLine() {
        String answer = "first\n\tsecond " + "x".repeat(1000);

        String sentence =
                ClusterFailures.of("read the Job x", failure(500, answer)).getMessage();

        assertThat(sentence)
                .startsWith("The cluster did not read the Job x (500: first second xxx")
                .endsWith("xxx…); " + AGAIN)
                .hasSizeLessThan(450);
    }

    private static KubernetesClientException failure(int code, String message) {
        return new KubernetesClientException(
                "Failure executing: POST",
                code,
                new StatusBuilder().withCode(code).withMessage(message).build());
    }
}
