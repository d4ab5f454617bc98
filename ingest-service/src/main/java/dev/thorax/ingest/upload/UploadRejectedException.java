package dev.thorax.ingest.upload;

import dev.thorax.runtime.http.Problem;

/** An upload ends with a problem document instead of a scan on the topic. */
final class UploadRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    UploadRejectedException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
