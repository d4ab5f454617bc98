package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PrefetchingIteratorTest {

    @Test
    void shouldGiveAllResultsInTheOrderOfTheirTasks() {
        List<Integer> results = new ArrayList<>();

        iterator(List.of(() -> 1, () -> 2, () -> 3, () -> 4)).forEachRemaining(results::add);

        assertThat(results).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldBeginNoMoreTasksThanMayWait() {
        List<Integer> begun = new ArrayList<>();
        PrefetchingIterator<Integer> iterator = iterator(IntStream.range(0, 9)
                .<Supplier<Integer>>mapToObj(i -> () -> {
                    begun.add(i);
                    return i;
                })
                .toList());

        assertThat(begun).containsExactly(0, 1);
        iterator.next();
        assertThat(begun).containsExactly(0, 1, 2);
    }

    @Test
    void shouldThrowWhatItsTaskThrew() {
        PrefetchingIterator<Integer> iterator = iterator(List.of(() -> {
            throw new IllegalArgumentException("broken");
        }));

        assertThatThrownBy(iterator::next)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("broken");
        assertThat(iterator.hasNext()).isFalse();
    }

    private static PrefetchingIterator<Integer> iterator(List<Supplier<Integer>> tasks) {
        return new PrefetchingIterator<>(tasks.iterator(), 2, Runnable::run);
    }
}
