package dev.thorax.training.request;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerDescription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainingRequestValidatorTest {
    private final TrainingRequestValidator validator = new TrainingRequestValidator(
            new WorkerDescription("Main", List.of("torch"), List.of("cnn4"), Map.of()), false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'trainingId':'-t' | A training id must be 1 to 64 letters",
                "'trainingId':'t','dataset':'../d' | The dataset must be named with",
                "'trainingId':'t','dataset':'d','slot':'attic' | The slot must be production or candidate",
                "'trainingId':'t','dataset':'d','heldOut':'hospitals' | heldOut must be patients or sources",
                "'trainingId':'t','dataset':'d','lungs':'../t' | lungs must be the version of a lung finder",
                "'trainingId':'t','dataset':'d','folds':1 | A cross-validation must have 2 to 10 folds, not 1",
                "'trainingId':'t.fold-1','dataset':'d' | Ids that end in .fold-N are those of the folds",
                "'trainingId':'t.fold-1','dataset':'d','folds':2,'fold':2 | The service orders the folds",
                "'trainingId':'t.fold-3','dataset':'d','folds':2,'fold':3 | The service orders the folds",
                "'trainingId':'t.fold-1','dataset':'d','fold':1 | The service orders the folds",
                "'trainingId':'t','dataset':'d' | There is no recipe here; use one of cnn4."
            })
    void shouldNameTheFieldThatIsWrong(String fields, String sentence) {
        TrainingRequested request = read(fields);

        assertThatThrownBy(() -> validator.check(request))
                .isInstanceOf(InvalidTrainingRequestException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void shouldRefuseAnIdThatLeavesNoRoomForThoseOfTheFolds() {
        String fields = "'dataset':'d','recipe':'cnn4','folds':5,'trainingId':'";

        assertThatCode(() -> validator.check(read(fields + "t".repeat(56) + "'")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> validator.check(read(fields + "t".repeat(57) + "'")))
                .isInstanceOf(InvalidTrainingRequestException.class)
                .hasMessageContaining("at most 56 characters");
    }

    private static TrainingRequested read(String fields) {
        return Json.read(("{" + fields.replace('\'', '"') + "}").getBytes(UTF_8), TrainingRequested.class);
    }
}
