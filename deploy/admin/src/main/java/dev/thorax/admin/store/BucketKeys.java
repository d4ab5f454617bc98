package dev.thorax.admin.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/** Goes through the objects of a bucket in the order of their keys, page by page. */
final class BucketKeys {
    private static final int PAGE = 1000;

    private final ObjectStore store;
    private Iterator<Entry> page;
    private @Nullable Entry current;
    private boolean last;

    /** Stands at the first object. */
    BucketKeys(ObjectStore store) {
        this.store = store;
        this.page = page("");
        next();
    }

    /** Returns the object at which this stands, or null after the last. */
    @Nullable
    Entry current() {
        return current;
    }

    /** Goes to the next object. */
    void next() {
        if (!page.hasNext() && !last && current != null) {
            page = page(current.key());
        }
        current = page.hasNext() ? page.next() : null;
    }

    /** Compares two objects by the UTF-8 bytes of their keys. Null, the end, comes after all keys. */
    static int order(@Nullable Entry one, @Nullable Entry other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        return Arrays.compareUnsigned(
                one.key().getBytes(StandardCharsets.UTF_8), other.key().getBytes(StandardCharsets.UTF_8));
    }

    private Iterator<Entry> page(String after) {
        List<Entry> entries = store.page("", after, PAGE);
        last = entries.size() < PAGE;
        return entries.iterator();
    }
}
