package dev.thorax.training.api;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.InvalidRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecisionAuthorTest {
    @Test
    void shouldBeTheCallerWhetherTheBodyNamesHimOrNobody() {
        assertThat(DecisionAuthor.of(null, "ada")).isEqualTo("ada");
        assertThat(DecisionAuthor.of("ada", "ada")).isEqualTo("ada");
    }

    @Test
    void shouldLetNobodyDecideForOthers() {
        assertThatThrownBy(() -> DecisionAuthor.of("grace", "ada"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(
                        "The field by must be ada, the name of the caller, because nobody decides for others; leave it"
                                + " out.");
        assertThatThrownBy(() -> DecisionAuthor.of("Ada", "ada")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> DecisionAuthor.of("", "ada")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void shouldNameTheAuthorOfAnExplicitWordOnly() {
        assertThat(DecisionAuthor.ofWord(null, null, "ada")).isNull();
        assertThat(DecisionAuthor.ofWord(null, "It is better on our films.", "ada"))
                .isEqualTo("ada");
        assertThat(DecisionAuthor.ofWord("ada", null, "ada")).isEqualTo("ada");
    }

    @Test
    void shouldRefuseTheWordOfAnotherPerson() {
        assertThatThrownBy(() -> DecisionAuthor.ofWord("grace", null, "ada"))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> DecisionAuthor.ofWord("grace", "She said so.", "ada"))
                .isInstanceOf(InvalidRequestException.class);
    }
}
