package dev.thorax.runtime.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Answers each record with its value, and fails for some of them. */
final class FakeHandler implements BatchHandler {
    private final Function<String, Throwable> failures;
    private final List<String> tried = new ArrayList<>();

    private final boolean again;

    private FakeHandler(Function<String, Throwable> failures, boolean again) {
        this.failures = failures;
        this.again = again;
    }

    /** Returns a handler that answers each record as often as it comes. */
    static FakeHandler again() {
        return new FakeHandler(value -> null, true);
    }

    /** Returns a handler that throws what {@code failures} returns for a value, if that is not null. */
    static FakeHandler failingFor(Function<String, Throwable> failures) {
        return new FakeHandler(failures, false);
    }

    /** Returns how often the record with {@code value} was tried. */
    long triesOf(String value) {
        return tried.stream().filter(value::equals).count();
    }

    @Override
    public String channel() {
        return FakeKafka.CHANNEL;
    }

    @Override
    public List<Message<byte[]>> answer(ConsumerRecords<String, byte[]> records) {
        List<Message<byte[]>> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            String value = new String(record.value());
            tried.add(value);
            throwIfFailing(failures.apply(value));
            answers.add(Message.of(("answer to " + value).getBytes()));
        }
        return answers;
    }

    @Override
    public List<Message<byte[]>> setAside(ConsumerRecord<String, byte[]> record, String sentence) {
        return List.of(Message.of(("set aside " + new String(record.value())).getBytes()));
    }

    @Override
    public boolean answersAgain() {
        return again;
    }

    private static void throwIfFailing(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }
}
