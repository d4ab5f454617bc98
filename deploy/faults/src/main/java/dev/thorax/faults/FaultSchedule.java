package dev.thorax.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Draws faults, lengths and pauses. The same seed and options draw the same. Each kind comes once before a kind comes twice. Then
 * all kinds come with all their targets, in one random order after the other.
 */
final class FaultSchedule {
    private static final int SHORT_SECONDS = 15;
    private static final int MOST_DELAY_MILLIS = 3000;
    private static final int MOST_PAUSE_MILLIS = 4000;

    private final Random random;
    private final Set<FaultKind> kinds;
    private final int pairPercent;
    private final int mostSeconds;
    private final Deque<Fault> drawn = new ArrayDeque<>();

    /**
     * Creates a schedule.
     *
     * @param pairPercent share of the steps that have two faults
     * @param mostSeconds length of the longest fault
     */
    FaultSchedule(long seed, Set<FaultKind> kinds, int pairPercent, int mostSeconds) {
        this.random = new Random(seed);
        this.kinds = EnumSet.copyOf(kinds);
        this.pairPercent = pairPercent;
        this.mostSeconds = mostSeconds;
        for (FaultKind kind : shuffled(List.copyOf(this.kinds))) {
            drawn.add(
                    fault(kind, kind.targets().get(random.nextInt(kind.targets().size()))));
        }
    }

    /** Returns the next step, with one fault if {@code most} is 1. */
    FaultStep next(int most) {
        List<Fault> faults = new ArrayList<>(List.of(take()));
        if (random.nextInt(100) < pairPercent && most > 1) {
            Fault other = take();
            if (other.canMeet(faults.get(0))) {
                faults.add(other);
            } else {
                drawn.addFirst(other);
            }
        }
        return new FaultStep(Duration.ofMillis(random.nextInt(MOST_PAUSE_MILLIS)), faults);
    }

    private Fault take() {
        if (drawn.isEmpty()) {
            List<Fault> all = new ArrayList<>();
            kinds.forEach(kind -> kind.targets().forEach(target -> all.add(fault(kind, target))));
            drawn.addAll(shuffled(all));
        }
        return drawn.remove();
    }

    /** Draws a length: one of five from all that are allowed, the others from the short ones. */
    private Fault fault(FaultKind kind, Target target) {
        int most = random.nextInt(5) == 0 ? mostSeconds : Math.min(mostSeconds, SHORT_SECONDS);
        return new Fault(
                kind,
                target,
                Duration.ofMillis(random.nextInt(MOST_DELAY_MILLIS)),
                Duration.ofSeconds(1 + random.nextInt(most)));
    }

    private <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }
}
