package dev.thorax.admin.store;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import dev.thorax.storage.ObjectStore;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class CopyCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final int PAGES = 2500;

    private final ObjectStore bucket = new InMemoryObjectStore(at(NOW));
    private final StringWriter out = new StringWriter();

    @Test
    void shouldCopyWhatIsMissing() {
        ObjectStore copy = new InMemoryObjectStore(at(NOW.plus(Duration.ofDays(1))));
        IntStream.range(0, PAGES).forEach(number -> put(bucket, "scans/s" + number, "x" + number));
        IntStream.range(0, PAGES)
                .filter(number -> number % 3 == 0)
                .forEach(number -> put(copy, "scans/s" + number, "x"));
        put(copy, "a-only-here", "kept");

        assertThat(run(copy)).isZero();

        assertThat(copy.list("scans/")).isEqualTo(bucket.list("scans/"));
        assertThat(text(copy, "scans/s1")).isEqualTo("x1");
        assertThat(text(copy, "scans/s3")).as("newer in the copy").isEqualTo("x");
        assertThat(text(copy, "a-only-here")).isEqualTo("kept");
        assertThat(out.toString()).contains("Copied: 1666 of 2500 objects.", "Only in the other bucket: 1.");
    }

    @Test
    void shouldCopyAgainWhatMayHaveBeenWrittenSince() {
        ObjectStore older = new InMemoryObjectStore(at(NOW.plus(Duration.ofMinutes(30))));
        put(bucket, "settings/one", "new");
        put(older, "settings/one", "old");

        assertThat(run(older)).isZero();

        assertThat(text(older, "settings/one")).isEqualTo("new");
    }

    @Test
    void shouldDeleteWhatTheBucketHasNoMoreIfAsked() {
        ObjectStore copy = new InMemoryObjectStore(at(NOW));
        IntStream.range(0, 9).forEach(number -> put(bucket, "scans/s" + number, "x"));
        put(copy, "scans/erased", "x");
        run(copy);
        assertThat(copy.exists("scans/erased")).isTrue();

        assertThat(run(copy, "--delete-at-most", "10")).isZero();

        assertThat(copy.list("")).isEqualTo(bucket.list(""));
    }

    @Test
    void shouldNotEmptyTheCopyOfALostBucket() {
        ObjectStore copy = new InMemoryObjectStore(at(NOW));
        put(copy, "scans/s1", "x");

        assertThat(run(copy, "--delete-at-most", "10")).isOne();

        assertThat(copy.exists("scans/s1")).isTrue();
        assertThat(out.toString()).contains("more than 10 % of the other bucket");
    }

    private int run(ObjectStore copy, String... options) {
        CopyCommand command = new CopyCommand();
        command.storage = new StoreOptions() {
            @Override
            public ObjectStore open() {
                return bucket;
            }
        };
        command.target = new CopyTarget() {
            @Override
            ObjectStore open() {
                return copy;
            }
        };
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(out));
        String[] all = Arrays.copyOf(options, options.length + 4);
        System.arraycopy(
                new String[] {"--to-endpoint", "http://copy", "--to-bucket", "copy"}, 0, all, options.length, 4);
        return line.execute(all);
    }

    private static void put(ObjectStore store, String key, String text) {
        store.put(key, text.getBytes(UTF_8), "text/plain");
    }

    private static String text(ObjectStore store, String key) {
        return new String(store.get(key), UTF_8);
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}
