package dev.thorax.training.promotion;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.event.OperatorApproval;
import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.event.PromotionRequested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionCommandTest {
    @Test
    void shouldTakeAWordWithItsReason() {
        PromotionCommand ask =
                PromotionCommand.of(request("p-1", "production", "m", "v", " Dr. Ada Ünal ", "Better on the ward."));

        assertThat(ask.word()).isEqualTo(new OperatorApproval("Dr. Ada Ünal", "Better on the ward."));
        assertThat(ask.empties()).isFalse();
    }

    @Test
    void shouldTakeARequestWithoutAWord() {
        assertThat(PromotionCommand.of(request("p-1", "production", "m", "v", null, null))
                        .word())
                .isNull();
    }

    @Test
    void shouldEmptyTheCandidateOnlyByAWord() {
        assertThat(PromotionCommand.of(request("p-1", "candidate", null, null, "Ada", "Over"))
                        .empties())
                .isTrue();
        assertThatThrownBy(() -> PromotionCommand.of(request("p-1", "candidate", null, null, null, null)))
                .isInstanceOf(PromotionException.class)
                .hasMessageContaining("say by (who) and why");
    }

    @ParameterizedTest
    @CsvSource({
        "..,        production, m,    v,    promotionId",
        "p/1,       production, m,    v,    promotionId",
        "p-1,       Production, m,    v,    slot",
        "p-1,       ,           m,    v,    slot",
        "p-1,       production, ,     ,     never emptied",
        "p-1,       production, m,    ,     both model and version",
        "p-1,       candidate,  ,     v,    both model and version",
        "p-1,       production, ../m, v,    both model and version",
        "p-1,       production, m,    v/..,  both model and version"
    })
    void shouldRefuseWhatNamesNothing(String id, String slot, String model, String version, String sentence) {
        assertThatThrownBy(() -> PromotionCommand.of(request(id, slot, model, version, null, null)))
                .isInstanceOf(PromotionException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void shouldRefuseHalfAWordAndOneThatIsNoLine() {
        String longest = "x".repeat(500);
        assertThat(PromotionCommand.of(request("p-1", "production", "m", "v", "x".repeat(100), longest))
                        .word())
                .isNotNull();
        for (String[] word : new String[][] {
            {"Ada", null},
            {null, "Why"},
            {" ", "Why"},
            {"Ada", ""},
            {"x".repeat(101), "Why"},
            {"Ada", longest + "x"},
            {"Ada\nBob", "Why"},
            {"Ada", "a\u0000b"}
        }) {
            assertThatThrownBy(() -> PromotionCommand.of(request("p-1", "production", "m", "v", word[0], word[1])))
                    .isInstanceOf(PromotionException.class)
                    .hasMessageContaining("give both or neither");
        }
    }

    private static PromotionRequested request(
            String id, String slot, String model, String version, String by, String why) {
        return new PromotionRequested(id, slot, model, version, by, why, Instant.EPOCH);
    }
}
