package dev.thorax.training.kubernetes;

import java.util.Set;

import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.thorax.training.run.WorkerUnavailableException;

import static java.net.HttpURLConnection.HTTP_BAD_REQUEST;
import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_UNAUTHORIZED;

/** Explains failures of the API server to a person. */
final class ClusterFailures {
    private static final int UNPROCESSABLE = 422;
    private static final Set<Integer> REFUSED = Set.of(HTTP_BAD_REQUEST, HTTP_NOT_FOUND, UNPROCESSABLE);
    private static final String QUOTA = "exceeded quota";
    private static final int MOST = 300;

    private ClusterFailures() {}

    /** Returns a sentence about what could not be done, e.g. {@code create the Job x}, why, and what to do. */
    static WorkerUnavailableException of(String what, KubernetesClientException failure) {
        String cause = cause(failure);
        String sentence = "The cluster did not " + what + " (" + cause + "); " + advice(failure.getCode(), cause) + ".";
        return new WorkerUnavailableException(sentence, failure);
    }

    private static String advice(int code, String cause) {
        if (code == HTTP_FORBIDDEN && cause.contains(QUOTA)) {
            return "it is tried again by itself when the quota of the namespace has room, or raise the quota";
        }
        if (code == HTTP_UNAUTHORIZED || code == HTTP_FORBIDDEN) {
            return "let the service account of training-service get, create and delete Jobs, list pods, and get their logs"
                    + " in its namespace";
        }
        if (REFUSED.contains(code)) {
            return "correct the keys thorax.training.kubernetes.* of training-service";
        }
        return "it is tried again by itself when the API server answers";
    }

    private static String cause(KubernetesClientException failure) {
        String status = failure.getStatus() == null ? null : failure.getStatus().getMessage();
        String answer = failure.getCode() + (status == null ? "" : ": " + status);
        String text = failure.getCode() > 0 ? answer : deepest(failure);
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MOST ? line : line.substring(0, MOST) + "…";
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
