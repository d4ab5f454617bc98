package dev.thorax.training.request;

/** A training request can never be served as it is. The message is one sentence for the person who asked. */
public final class InvalidTrainingRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidTrainingRequestException(String sentence) {
        super(sentence);
    }
}
