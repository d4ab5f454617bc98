package dev.thorax.ingest.decode.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Main class of a process that runs the product's loop with a decoder that never ends. */
public final class SleepingChild {
    private SleepingChild() {}

    public static void main(String[] arguments) {
        DecoderLoop.run(System.in, new FileOutputStream(FileDescriptor.out), (kind, file) -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("The sleep has ended.");
        });
    }
}
