package dev.thorax.training.progress;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;

/** Lets tests of other packages send progress through a feed. */
public final class ProgressFeeds {
    private ProgressFeeds() {}

    /** Sends {@code progress} as Kafka would. */
    public static void send(ProgressFeed feed, TrainingProgress progress) {
        feed.take(Json.write(progress));
    }

    /** Ends all streams of {@code feed}. */
    public static void stop(ProgressFeed feed) {
        feed.stop(null);
    }
}
