package dev.thorax.testing.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests what each object store must do. A subclass names the store. */
public abstract class ObjectStoreContract {
    private static final String TEXT = "text/plain";

    private final String prefix;

    /** Tests under keys that are of no scan. */
    protected ObjectStoreContract() {
        this("contract/");
    }

    /** Tests under keys that begin with {@code prefix}. */
    protected ObjectStoreContract(String prefix) {
        this.prefix = prefix + UUID.randomUUID() + "/";
    }

    /** Returns the store under test. */
    protected abstract ObjectStore store();

    @Test
    void shouldReadBackWhatWasWritten() {
        store().put(key("a"), bytes("first"), TEXT);
        assertThat(store().get(key("a"))).isEqualTo(bytes("first"));
        assertThat(store().exists(key("a"))).isTrue();
    }

    @Test
    void shouldReplaceAnObjectOfTheSameKey() {
        store().put(key("a"), bytes("first"), TEXT);
        store().put(key("a"), bytes("second"), TEXT);
        assertThat(store().get(key("a"))).isEqualTo(bytes("second"));
    }

    @Test
    void shouldStoreAnEmptyObject() {
        store().put(key("a"), new byte[0], TEXT);
        assertThat(store().get(key("a"))).isEmpty();
    }

    @Test
    void shouldWriteOnlyTheFirstObjectOfAKeyIfAbsent() {
        assertThat(store().putIfAbsent(key("a"), bytes("first"), TEXT)).isTrue();
        assertThat(store().putIfAbsent(key("a"), bytes("second"), TEXT)).isFalse();
        assertThat(store().get(key("a"))).isEqualTo(bytes("first"));
    }

    @Test
    void shouldNameAMissingObject() {
        assertThat(store().exists(key("none"))).isFalse();
        assertThatThrownBy(() -> store().get(key("none")))
                .isInstanceOf(ObjectMissingException.class)
                .hasMessage("The object store has no object " + key("none") + ".");
        assertThatThrownBy(() -> store().open(key("none"))).isInstanceOf(ObjectMissingException.class);
        assertThatThrownBy(() -> store().read(key("none"), InputStream::read))
                .isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void shouldDeleteAnObjectAndIgnoreAMissingOne() {
        store().put(key("a"), bytes("first"), TEXT);
        store().delete(key("a"));
        store().delete(key("a"));
        assertThat(store().exists(key("a"))).isFalse();
    }

    @Test
    void shouldListTheKeysOfAPrefixInTheOrderOfTheirBytes() {
        for (String name : new String[] {"list/b", "list/a/2", "list/ä", "list/a-1", "list/a/10", "lists/c"}) {
            store().put(key(name), bytes(name), TEXT);
        }
        assertThat(store().list(key("list/")))
                .containsExactly(key("list/a-1"), key("list/a/10"), key("list/a/2"), key("list/b"), key("list/ä"));
        assertThat(store().list(key("list/a"))).hasSize(3);
        assertThat(store().list(key("nothing/"))).isEmpty();
    }

    @Test
    void shouldListPageByPage() {
        for (String name : new String[] {"paged/a", "paged/b", "paged/c/1", "paged/ä", "paged/z", "paged-not"}) {
            store().put(key(name), bytes(name), TEXT);
        }

        List<String> keys = new ArrayList<>();
        String after = "";
        List<ObjectStore.Entry> page = store().page(key("paged/"), after, 2);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            page.forEach(entry -> keys.add(entry.key()));
            after = keys.get(keys.size() - 1);
            page = store().page(key("paged/"), after, 2);
        }

        assertThat(keys).hasSize(5).containsExactlyElementsOf(store().list(key("paged/")));
    }

    @Test
    void shouldDateEachEntry() {
        store().put(key("a"), bytes("first"), TEXT);
        assertThat(store().entries(prefix)).singleElement().satisfies(entry -> assertThat(
                        Duration.between(entry.modified(), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(5)));
    }

    @Test
    void shouldStreamAnObject() throws IOException {
        store().put(key("a"), bytes("streamed"), TEXT);
        assertThat(store().<Integer>read(key("a"), InputStream::read)).isEqualTo('s');
        try (InputStream open = store().open(key("a"))) {
            assertThat(open.readAllBytes()).isEqualTo(bytes("streamed"));
        }
    }

    @Test
    void shouldCountAReadersFailureAsItsOwn() {
        store().put(key("a"), bytes("first"), TEXT);
        assertThatThrownBy(() -> store().read(key("a"), bytes -> {
                    throw new IOException("cut off");
                }))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("read " + key("a"))
                .hasMessageContaining("cut off");
    }

    @Test
    void shouldCopyFilesInAndOut(@TempDir Path folder) throws IOException {
        Path in = Files.write(folder.resolve("in"), bytes("file"));
        Path out = Files.write(folder.resolve("out"), bytes("what was there before"));
        store().upload(key("a"), in, TEXT);
        store().download(key("a"), out);
        assertThat(out).hasContent("file");
    }

    private String key(String name) {
        return prefix + name;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
