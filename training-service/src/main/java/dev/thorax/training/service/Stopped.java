package dev.thorax.training.service;

/** A training was cut short here, stays unanswered, and is taken up again by whoever has its request. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(String why) {
        super(why + "; the training is taken up again.");
    }
}
