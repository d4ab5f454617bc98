package dev.thorax.contracts.event;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingRequestedTest {

    @Test
    void shouldTakeTheSeedOneAndPublishedWeightsUnlessTheRequestNamesOthers() {
        assertThat(request(null, null).seedOrDefault()).isEqualTo(1);
        assertThat(request(0L, null).seedOrDefault()).isZero();
        assertThat(request(null, null).startsFromScratch()).isFalse();
        assertThat(request(null, false).startsFromScratch()).isFalse();
        assertThat(request(null, true).startsFromScratch()).isTrue();
    }

    @Test
    void shouldGiveEachFoldAnIdOfItsOwnAndFindTheWholeAgain() {
        TrainingRequested whole = request(7L, true);

        TrainingRequested fold = whole.ofFold(3);

        assertThat(fold.trainingId()).isEqualTo("t-1.fold-3");
        assertThat(fold.whole()).isEqualTo("t-1");
        assertThat(whole.whole()).isEqualTo("t-1");
        assertThat(fold.slot()).isNull();
        assertThat(fold.seedOrDefault()).isEqualTo(7);
        assertThat(fold.startsFromScratch()).isTrue();
        assertThat(fold.heldOut()).isEqualTo("sources");
        assertThat(fold.lungs()).isEqualTo("t-9");
    }

    @Test
    void shouldWriteNothingButItsComponentsAsJson() {
        assertThat(new String(Json.write(request(null, null)), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("seedOrDefault", "startsFromScratch", "promotionId", "whole");
    }

    private static TrainingRequested request(Long seed, Boolean fromScratch) {
        return new TrainingRequested(
                "t-1",
                "hospital",
                "cnn4",
                null,
                "candidate",
                seed,
                Instant.EPOCH,
                null,
                null,
                5,
                null,
                fromScratch,
                "sources",
                "t-9");
    }
}
