package dev.thorax.contracts.json;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingRequested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTextsTest {
    @Test
    void shouldCutATextBetweenCharacters() {
        assertThat(JsonTexts.cut("abc", 3)).isEqualTo("abc");
        assertThat(JsonTexts.cut("abcd", 3)).isEqualTo("abc\u2026");
        assertThat(JsonTexts.cut("ab\ud83d\ude00cd", 3)).isEqualTo("ab\u2026");
    }

    @Test
    void shouldCutTextsAtAnyDepthAndKeepTheRest() {
        byte[] json =
                "{\"a\":[\"xxxxxxxxxx\",{\"b\":\"yyyyyyyyyy\"}],\"c\":1.5,\"d\":null}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.read(JsonTexts.cut(json, 4), JsonNode.class).toString())
                .isEqualTo("{\"a\":[\"xxxx\u2026\",{\"b\":\"yyyy\u2026\"}],\"c\":1.5,\"d\":null}");
    }

    @Test
    void shouldNotRepeatALongRecordInTheSentenceAboutIt() {
        byte[] json = ("{\"requestedAt\":\"" + "x".repeat(500_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Json.read(json, TrainingRequested.class))
                .isInstanceOf(Json.UnreadableEventException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void shouldWriteHalfOfASurrogatePair() {
        assertThat(Json.read(Json.write(new String[] {"\ud83d", "\u00fc"}), String[].class))
                .containsExactly("\ud83d", "\u00fc");
    }

    @Test
    void shouldNotRepeatControlCharactersInTheSentenceAboutARecord() {
        byte[] json = "a\u0007\u009b".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Json.read(json, TrainingRequested.class))
                .isInstanceOf(Json.UnreadableEventException.class)
                .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
    }
}
