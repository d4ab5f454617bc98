package dev.thorax.training.run;

/** A worker ended without a last word. */
public final class WorkerCrashException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean again;

    WorkerCrashException(String sentence, boolean again) {
        super(sentence);
        this.again = again;
    }

    /** Whether the same training may go better another time. */
    public boolean mayGoBetter() {
        return again;
    }
}
