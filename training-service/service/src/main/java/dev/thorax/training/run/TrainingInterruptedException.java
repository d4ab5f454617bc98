package dev.thorax.training.run;

/** A training was cut short here, stays unanswered, and is taken up again by whoever has its request. */
public final class TrainingInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingInterruptedException(String why) {
        super(why + "; the training is taken up again.");
    }
}
