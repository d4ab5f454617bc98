package dev.thorax.fuzz;

import java.util.List;
import java.util.function.BinaryOperator;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.thorax.contracts.event.OperatorApproval;
import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.storage.Pseudonym;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.http.CrossSite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Makes keys, pseudonyms and an operator's word of two texts from outside. A line feed ends the first text. */
class NameFuzzTest {
    private static final int MOST_MIB = 8;

    private static final List<BinaryOperator<String>> KEYS = List.of(
            (a, b) -> StorageKeys.original(a),
            StorageKeys::filing,
            StorageKeys::patientScan,
            StorageKeys::contentScan,
            (a, b) -> StorageKeys.pointer(a, b, a),
            (a, b) -> StorageKeys.bundleFile(a, b, b),
            StorageKeys::training,
            (a, b) -> StorageKeys.heatmap(a, b, a, b, a));

    @FuzzTest
    void names(byte[] input) throws Exception {
        String text = new String(input, UTF_8);
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        String second = end < 0 ? text : text.substring(end + 1);
        for (BinaryOperator<String> key : KEYS) {
            Measured.call(input, MOST_MIB, () -> key(key, first, second));
        }
        assertThat(Pseudonym.withKeyId(Pseudonym.withoutKeyId(first))).isEqualTo(Pseudonym.withKeyId(first));
        assertThat(Pseudonym.same(first, second)).isEqualTo(Pseudonym.same(second, first));
        CrossSite.isForeign(first, second, first);
        word(first, second);
    }

    /** A key has the folders that the product gave it, and no others. */
    private static String key(BinaryOperator<String> key, String first, String second) {
        try {
            String made = key.apply(first, second);
            String plain = key.apply("a", "b");
            assertThat(made.split("/", -1)).hasSameSizeAs(plain.split("/", -1)).doesNotContain("", ".", "..");
            assertThat(made).matches("[A-Za-z0-9._/-]+");
            return made;
        } catch (IllegalArgumentException e) {
            Sentences.check(e);
            return null;
        }
    }

    private static void word(String by, String why) {
        try {
            OperatorApproval approval = OperatorApproval.of(by, why);
            assertThat(approval.by()).isNotBlank();
            assertThat(approval.why()).isNotBlank();
        } catch (PromotionException e) {
            Sentences.check(e);
        }
    }
}
