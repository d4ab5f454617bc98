package dev.thorax.training.run;

/**
 * A run ended because this replica or its worker could not do the job now. The job stays open. This replica runs it again
 * after a pause, and another one may take it at once.
 */
final class RunPostponedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RunPostponedException(String sentence) {
        super(sentence);
    }
}
