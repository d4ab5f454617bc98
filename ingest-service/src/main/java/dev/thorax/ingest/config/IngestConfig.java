package dev.thorax.ingest.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.DurationRange;
import dev.thorax.runtime.config.Format;
import dev.thorax.runtime.config.Range;

/** Configuration of the service ingest. */
@ConfigMapping(prefix = "thorax.ingest")
public interface IngestConfig {
    /** Scans of a batch that are judged at the same time. Each may hold one decoded picture in memory. */
    @WithDefault("2")
    @Range(min = 1, max = 64)
    int threads();

    /**
     * Uploads that may be in memory at the same time. A file of 32 MiB needs 64 MiB: while a form is put together, and again
     * while it is sent, there are two copies.
     */
    @WithDefault("2")
    @Range(min = 1, max = 64)
    int uploads();

    /** The time within which the body of one upload must have come. */
    @WithDefault("2m")
    @DurationRange(min = "PT1S", max = "PT1H")
    Duration uploadDeadline();

    /**
     * Consumes the own topic of each device as well, {@code thorax.scans.DEVICE}. A scan that comes on it is known to be sent by that
     * device.
     */
    @WithDefault("false")
    boolean deviceTopics();

    /** The source, a hospital or site, of the scans of each device that do not say it themselves. */
    @Format(
            // There is no pair of another form. A loop over pairs would overflow the stack at some hundred of them.
            regex = "(?s)(?!(?:.*,)?(?!\\s*[^\\s,]{1,256}:[A-Za-z0-9][A-Za-z0-9._-]{0,127}\\s*(?:,|$))).+",
            meaning =
                    "pairs DEVICE:SOURCE with commas between; a DEVICE has neither blanks nor commas, a SOURCE is 1 to"
                            + " 128 letters, digits, dots, underscores and dashes")
    Optional<List<String>> deviceSources();

    /** Configures how pictures are decoded. */
    Decode decode();

    /** Configures how pictures are decoded. */
    interface Decode {
        /**
         * Child processes that decode pictures, one at a time each. Each has about 90 MiB of resident memory if it has
         * nothing to do, and its limit and 128 MiB at most.
         */
        @WithDefault("2")
        @Range(min = 1, max = 64)
        int processes();

        /** The time that the decoding of one picture may take. One that takes longer is refused. */
        @WithDefault("20s")
        @DurationRange(min = "PT1S", max = "PT10M")
        Duration deadline();

        /** Memory that the decoding of one picture may take, in MiB. One that takes more is refused. */
        @WithDefault("512")
        @Range(min = 32, max = 16384)
        int memoryMib();
    }
}
