package dev.thorax.ingest.decode;

import java.time.Duration;

import dev.thorax.ingest.decode.child.SleepingChild;

/** Main class of a process whose only decoder process never answers. */
final class SleepingParent {
    private SleepingParent() {}

    public static void main(String[] arguments) throws Exception {
        DecodeLimits limits = new DecodeLimits(Duration.ofMinutes(10), 64);
        DecoderCommand command =
                new DecoderCommand(System.getProperty("java.class.path"), SleepingChild.class.getName(), 64);
        try (DecoderPool pool = new DecoderPool(command, 1, limits, fault -> {})) {
            pool.awaitReady();
            System.out.println(
                    ProcessHandle.current().children().findFirst().orElseThrow().pid());
            pool.decode(new byte[1]);
        }
    }
}
