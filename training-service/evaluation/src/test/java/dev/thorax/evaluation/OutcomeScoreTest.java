package dev.thorax.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class OutcomeScoreTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int NONE = -1;

    /** Scans of A: two are found, one is taken for B, one has no class. Scans of B: one is found, one is taken for A, two have no class. */
    private static final Outcomes OUTCOMES = new Outcomes(
            List.of("A", "B"),
            new int[] {A, A, A, A, B, B, B, B},
            new int[] {A, A, B, NONE, B, A, NONE, NONE},
            List.of("1", "1", "2", "3", "4", "5", "6", "6"));

    @Test
    void shouldCountAmongScansWithAClassAndAmongAll() {
        OutcomeScore score = OutcomeScore.of(OUTCOMES, 1);

        assertThat(score.scans()).isEqualTo(8);
        assertThat(score.patients()).isEqualTo(6);
        assertShare(score.undetermined(), 3, 8, 6);
        assertShare(score.right(), 3, 5, 4);
        assertShare(score.rightOfAll(), 3, 8, 6);
        assertThat(score.balancedAccuracy()).isCloseTo((2 / 3.0 + 1 / 2.0) / 2, within(1e-12));
        assertThat(score.table()).isDeepEqualTo(new long[][] {{2, 1, 1}, {1, 1, 2}});
    }

    @Test
    void shouldScoreEachClass() {
        ClassOutcome a = OutcomeScore.of(OUTCOMES, 1).perClass().get("A");

        assertThat(a.scans()).isEqualTo(4);
        assertThat(a.patients()).isEqualTo(3);
        assertShare(a.found(), 2, 3, 2);
        assertShare(a.foundOfAll(), 2, 4, 3);
        assertShare(a.precision(), 2, 3, 2);
        assertShare(a.falseAlarms(), 1, 2, 2);
        assertShare(a.falseAlarmsOfAll(), 1, 4, 3);
        assertShare(a.undetermined(), 1, 4, 3);
    }

    @Test
    void shouldGiveTheIntervalsOfTheBootstrapOverPatients() {
        int[] truth = IntStream.range(0, 400).map(i -> i % 2).toArray();
        int[] predicted =
                IntStream.range(0, 400).map(i -> i % 10 < 8 ? i % 2 : 1 - i % 2).toArray();
        List<String> patients =
                IntStream.range(0, 400).mapToObj(String::valueOf).toList();

        Interval interval = OutcomeScore.of(new Outcomes(List.of("A", "B"), truth, predicted, patients), 1)
                .right()
                .interval();

        // The normal interval of 320 of 400 is 0.8 ± 1.96 · 0.02.
        assertThat(interval.low()).isCloseTo(0.761, within(0.01));
        assertThat(interval.high()).isCloseTo(0.839, within(0.01));
    }

    @Test
    void shouldGiveTheExactIntervalIfAllScansAgree() {
        int[] truth = new int[60];
        List<String> patients = new ArrayList<>();
        IntStream.range(0, 60).forEach(i -> patients.add(String.valueOf(i / 2)));

        OutcomeScore score = OutcomeScore.of(new Outcomes(List.of("A", "B"), truth, new int[60], patients), 1);

        // By 30 patients and not by 60 scans: 0.025 ^ (1 / 30).
        assertThat(score.right().interval().low()).isCloseTo(0.8843, within(1e-4));
        assertThat(score.right().interval().high()).isEqualTo(1);
        assertThat(score.undetermined().interval().low()).isZero();
        assertThat(score.undetermined().interval().high()).isCloseTo(0.1157, within(1e-4));
    }

    @Test
    void shouldKnowNothingOfAClassWithoutScansOrWithoutAnyThatGotAClass() {
        Outcomes outcomes =
                new Outcomes(List.of("A", "B"), new int[] {A, A}, new int[] {NONE, NONE}, List.of("1", "2"));

        OutcomeScore score = OutcomeScore.of(outcomes, 1);

        assertThat(score.balancedAccuracy()).isNull();
        assertThat(score.balancedAccuracyInterval()).isNull();
        assertThat(score.right().share()).isNull();
        assertThat(score.right().interval()).isNull();
        assertThat(score.perClass().get("B").foundOfAll().share()).isNull();
        assertShare(score.perClass().get("A").foundOfAll(), 0, 2, 2);
        assertShare(score.perClass().get("B").falseAlarmsOfAll(), 0, 2, 2);
    }

    @Test
    void shouldGiveTheShareOfSomeScans() {
        List<String> patients = List.of("1", "1", "2", "3");

        Proportion share = Proportion.of(patients, i -> i == 0 || i == 2, 1);

        assertShare(share, 2, 4, 3);
        assertThat(share.interval().low()).isLessThan(0.5);
        assertThat(share.interval().high()).isGreaterThan(0.5);
        assertThat(Proportion.of(List.of(), i -> true, 1).share()).isNull();
    }

    @Test
    void shouldNeedAnOutcomeOfEachScan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcomes(List.of("A", "B"), new int[] {A}, new int[] {A, B}, List.of("1")));
    }

    private static void assertShare(Proportion proportion, long count, long of, int patients) {
        assertThat(proportion.count()).isEqualTo(count);
        assertThat(proportion.of()).isEqualTo(of);
        assertThat(proportion.patients()).isEqualTo(patients);
        assertThat(proportion.share()).isCloseTo((double) count / of, within(1e-12));
        assertThat(proportion.interval().low()).isLessThanOrEqualTo(proportion.share());
        assertThat(proportion.interval().high()).isGreaterThanOrEqualTo(proportion.share());
    }
}
