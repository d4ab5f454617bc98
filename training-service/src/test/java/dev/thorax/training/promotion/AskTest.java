package dev.thorax.training.promotion;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.events.PromotionRequested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AskTest {
    @Test
    void shouldTakeAWordWithItsReason() {
        Ask ask = Ask.of(request("p-1", "production", "m", "v", " Dr. Ada Ünal ", "Better on the ward."));

        assertThat(ask.word()).isEqualTo(new OperatorsWord("Dr. Ada Ünal", "Better on the ward."));
        assertThat(ask.empties()).isFalse();
    }

    @Test
    void shouldTakeARequestWithoutAWord() {
        assertThat(Ask.of(request("p-1", "production", "m", "v", null, null)).word())
                .isNull();
    }

    @Test
    void shouldEmptyTheCandidateOnlyByAWord() {
        assertThat(Ask.of(request("p-1", "candidate", null, null, "Ada", "Over"))
                        .empties())
                .isTrue();
        assertThatThrownBy(() -> Ask.of(request("p-1", "candidate", null, null, null, null)))
                .isInstanceOf(CannotPromote.class)
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
        assertThatThrownBy(() -> Ask.of(request(id, slot, model, version, null, null)))
                .isInstanceOf(CannotPromote.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void shouldRefuseHalfAWordAndOneThatIsNoLine() {
        String longest = "x".repeat(500);
        assertThat(Ask.of(request("p-1", "production", "m", "v", "x".repeat(100), longest))
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
            assertThatThrownBy(() -> Ask.of(request("p-1", "production", "m", "v", word[0], word[1])))
                    .isInstanceOf(CannotPromote.class)
                    .hasMessageContaining("give both or neither");
        }
    }

    private static PromotionRequested request(
            String id, String slot, String model, String version, String by, String why) {
        return new PromotionRequested(id, slot, model, version, by, why, Instant.EPOCH);
    }
}
