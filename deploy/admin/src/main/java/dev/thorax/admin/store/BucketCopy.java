package dev.thorax.admin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/**
 * Copies the objects that another bucket lacks or has in an older form. It goes through both buckets in the order of their keys, so
 * neither list need fit into memory. Pointers ({@code contents/}, {@code patients/}) come before the scans to which they point, and so
 * the copy of a bucket in use has the scan of each pointer.
 */
final class BucketCopy {
    /** How far the clocks of the two stores may be apart. What was copied within that time of its last write is copied again. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final ObjectStore from;
    private final ObjectStore to;
    private int objects;
    private int there;
    private int copied;

    BucketCopy(ObjectStore from, ObjectStore to) {
        this.from = from;
        this.to = to;
    }

    /** Copies, and returns the keys that only the other bucket has. */
    List<String> copy() {
        List<String> gone = new ArrayList<>();
        BucketKeys source = new BucketKeys(from);
        BucketKeys target = new BucketKeys(to);
        Path file = temporary();
        try {
            while (source.current() != null || target.current() != null) {
                int order = BucketKeys.order(source.current(), target.current());
                if (order > 0) {
                    gone.add(target.current().key());
                } else {
                    objects++;
                    if (order < 0 || isOlder(target.current(), source.current())) {
                        copy(source.current().key(), file);
                    }
                }
                if (order <= 0) {
                    source.next();
                }
                if (order >= 0) {
                    there++;
                    target.next();
                }
            }
        } finally {
            delete(file);
        }
        return gone;
    }

    /** Returns the share of some keys in all of the other bucket, in percent. */
    double percentOfOther(List<String> keys) {
        return 100.0 * keys.size() / there;
    }

    /** Returns how many objects the first bucket has. */
    int objects() {
        return objects;
    }

    /** Returns how many objects were copied. */
    int copied() {
        return copied;
    }

    private static boolean isOlder(Entry copy, Entry original) {
        return copy.modified().isBefore(original.modified().plus(CLOCKS));
    }

    private void copy(String key, Path file) {
        try {
            from.download(key, file);
        } catch (ObjectMissingException e) {
            // Deleted since it was listed.
            return;
        }
        to.upload(key, file, "application/octet-stream");
        copied++;
    }

    /** The file is readable by its owner only, as all temporary files are. */
    private static Path temporary() {
        try {
            return Files.createTempFile("thorax-copy", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
