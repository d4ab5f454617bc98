package dev.thorax.training.worker;

import dev.thorax.events.TrainingProgress;
import dev.thorax.training.Outcome;

/**
 * What a worker says; one of the three is there.
 *
 * @param progress a step on the way, or null
 * @param outcome how the training ended, or null
 * @param failure one sentence why it can never succeed, or null
 */
record Word(TrainingProgress progress, Outcome outcome, String failure) {
    static Word of(TrainingProgress progress) {
        return new Word(progress, null, null);
    }

    static Word of(Outcome outcome) {
        return new Word(null, outcome, null);
    }

    static Word failed(String sentence) {
        return new Word(null, null, sentence);
    }

    boolean isLast() {
        return progress == null;
    }
}
