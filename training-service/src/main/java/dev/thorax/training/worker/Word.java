package dev.thorax.training.worker;

import dev.thorax.events.TrainingProgress;

/**
 * What a worker says; one of the two is there.
 *
 * @param progress a step on the way or the end, or null
 * @param failure one sentence why the training can never succeed, or null
 */
record Word(TrainingProgress progress, String failure) {
    static Word of(TrainingProgress progress) {
        return new Word(progress, null);
    }

    static Word failed(String sentence) {
        return new Word(null, sentence);
    }

    boolean isLast() {
        return progress == null || progress.state().isFinal();
    }
}
