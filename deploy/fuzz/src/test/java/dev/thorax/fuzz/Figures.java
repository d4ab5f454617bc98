package dev.thorax.fuzz;

/**
 * The highest figures of the inputs of a target.
 *
 * @param millis processor time of the slowest input, in milliseconds, with instrumentation
 * @param bytes length of the largest input
 * @param mib memory that one input allocated in all, in MiB
 */
record Figures(long millis, long bytes, long mib) {
    static final Figures NONE = new Figures(0, 0, 0);

    Figures or(Figures other) {
        return new Figures(Math.max(millis, other.millis), Math.max(bytes, other.bytes), Math.max(mib, other.mib));
    }

    String line() {
        return millis + " " + bytes + " " + mib;
    }

    static Figures of(String line) {
        String[] numbers = line.strip().split(" ");
        return numbers.length < 3
                ? NONE
                : new Figures(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }
}
