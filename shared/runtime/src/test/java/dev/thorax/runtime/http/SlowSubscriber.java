package dev.thorax.runtime.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

/** Takes one event and no more. */
final class SlowSubscriber implements Flow.Subscriber<ServerEvent> {
    private final CountDownLatch failed;

    SlowSubscriber(CountDownLatch failed) {
        this.failed = failed;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(1);
    }

    @Override
    public void onNext(ServerEvent event) {}

    @Override
    public void onError(Throwable failure) {
        failed.countDown();
    }

    @Override
    public void onComplete() {}
}
