package dev.thorax.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FaultScheduleTest {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void shouldDrawTheSameStepsFromTheSameSeed() {
        assertThat(steps(7, 50)).isEqualTo(steps(7, 50)).isNotEqualTo(steps(8, 50));
    }

    @Test
    void shouldDrawEachKindBeforeAnyComesTwice() {
        assertThat(faults(steps(3, 0)).subList(0, ALL.size()))
                .extracting(Fault::kind)
                .containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void shouldDrawEachKindWithEachTarget() {
        int all = ALL.stream().mapToInt(kind -> kind.targets().size()).sum();

        Set<String> names = faults(steps(3, 0)).subList(0, ALL.size() + all).stream()
                .map(Fault::name)
                .collect(Collectors.toSet());

        assertThat(names).hasSize(all);
    }

    @Test
    void shouldPairOnlyFaultsThatCanMeet() {
        List<FaultStep> pairs =
                steps(5, 100).stream().filter(step -> step.faults().size() == 2).toList();

        assertThat(pairs).hasSizeGreaterThan(100).allSatisfy(step -> assertThat(
                        step.faults().get(0).canMeet(step.faults().get(1)))
                .isTrue());
    }

    @Test
    void shouldKeepWithinTheLongestFaultAndTheNumberOfFaults() {
        assertThat(faults(steps(5, 0)))
                .allSatisfy(fault -> assertThat(fault.length().toSeconds()).isBetween(1L, 60L));
        assertThat(new FaultSchedule(5, ALL, 100, 60).next(1).faults()).hasSize(1);
    }

    @Test
    void shouldDrawOnlyTheGivenKind() {
        FaultSchedule schedule = new FaultSchedule(1, Set.of(FaultKind.FREEZE), 50, 60);

        assertThat(IntStream.range(0, 50).boxed().flatMap(i -> schedule.next(2).faults().stream()))
                .extracting(Fault::kind)
                .containsOnly(FaultKind.FREEZE);
    }

    private static List<FaultStep> steps(long seed, int pairPercent) {
        FaultSchedule schedule = new FaultSchedule(seed, ALL, pairPercent, 60);
        return IntStream.range(0, 200).mapToObj(i -> schedule.next(2)).toList();
    }

    private static List<Fault> faults(List<FaultStep> steps) {
        return steps.stream().flatMap(step -> step.faults().stream()).toList();
    }
}
