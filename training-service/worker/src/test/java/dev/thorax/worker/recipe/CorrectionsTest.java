package dev.thorax.worker.recipe;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.LabelledScan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CorrectionsTest {
    private static final DatasetScans LISTED = new DatasetScans(
            "hospital",
            List.of("NORMAL", "VIRUS"),
            List.of(scan("a", 0), scan("b", 0), scan("c", 0), scan("d", 1), scan("e", 1)));

    @Test
    void shouldLeaveScansOutAndGiveOthersTheirRightClass() {
        DatasetScans corrected = new Corrections(List.of("b"), Map.of("d", "NORMAL", "c", "VIRUS")).apply(LISTED);

        assertThat(corrected.classes()).isEqualTo(LISTED.classes());
        assertThat(corrected.scans()).containsExactly(scan("a", 0), scan("d", 0), scan("c", 1), scan("e", 1));
    }

    @Test
    void shouldPassOverScansThatAreNotThere() {
        assertThat(new Corrections(List.of("x"), Map.of("y", "ANYTHING")).apply(LISTED))
                .isEqualTo(LISTED);
        assertThat(new Corrections(null, null).apply(LISTED)).isEqualTo(LISTED);
    }

    @Test
    void shouldRefuseAClassThatTheDataSetDoesNotHave() {
        assertThatThrownBy(() -> new Corrections(null, Map.of("a", "TB")).apply(LISTED))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "The corrections of the recipe give scan a the class TB, which data set hospital does not have;"
                                + " it has NORMAL, VIRUS.");
    }

    @Test
    void shouldRefuseToLeaveNothingOfAClass() {
        assertThatThrownBy(() -> new Corrections(List.of("d"), Map.of("e", "NORMAL")).apply(LISTED))
                .isInstanceOf(TrainingException.class)
                .hasMessage("The corrections of the recipe leave no scan of class VIRUS of data set hospital;"
                        + " leave fewer of them out.");
    }

    @Test
    void shouldRefuseAScanThatIsLeftOutAndHasAClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Corrections(List.of("a"), Map.of("a", "VIRUS")))
                .withMessage("corrections leave out a and give it a class");
    }

    private static LabelledScan scan(String id, int label) {
        return new LabelledScan(id, "patient of " + id, label, "");
    }
}
