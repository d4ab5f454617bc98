package dev.thorax.training.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.training.run.RecordingScheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class CancellationsConsumerTest {
    private final RequestTestBed bed = new RequestTestBed();
    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final CancellationsConsumer consumer = new CancellationsConsumer(bed.cancellations, scheduler);
    private final TrainingRequested request = RequestTestBed.request("t-1", null, null);

    @Test
    void shouldKeepTheFirstCancellationOfATrainingAndWakeTheScheduler() {
        TrainingCancelled first = new TrainingCancelled("t-1", "Ada", "Wrong data", bed.clock.instant());

        consumer.cancel(Json.write(first));
        consumer.cancel(Json.write(new TrainingCancelled("t-1", "Bob", null, bed.clock.instant())));

        assertThat(bed.cancellations.find(request))
                .contains(new TrainingCancelled(
                        "t-1",
                        "an unproven sender on thorax.trainings.cancellations",
                        "Wrong data",
                        bed.clock.instant()));
        assertThat(scheduler.wakes()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"trainingId\":\"../t\"}", "{\"trainingId\":\" \"}"})
    void shouldIgnoreWhatIsNoCancellation(String record) {
        consumer.cancel(record.getBytes(UTF_8));

        assertThat(bed.store.list("")).isEmpty();
        assertThat(scheduler.wakes()).isZero();
    }
}
