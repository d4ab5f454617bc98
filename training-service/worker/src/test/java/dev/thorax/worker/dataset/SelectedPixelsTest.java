package dev.thorax.worker.dataset;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SelectedPixelsTest {
    private static final ScanPixels ROWS =
            ScanPixels.of(List.of(new byte[] {1, 2, 9}, new byte[] {3, 4, 9}, new byte[] {5, 6, 9}));

    @Test
    void shouldShowTheSelectedRowsInTheirOrderAlsoTwice() {
        ScanPixels selected = new SelectedPixels(ROWS, new int[] {2, 0, 2}, 3);

        assertThat(selected.get(0)).containsExactly(5, 6, 9);
        assertThat(selected.get(1)).containsExactly(1, 2, 9);
        assertThat(selected.get(2)).containsExactly(5, 6, 9);
    }

    @Test
    void shouldLeaveOutWhatStandsBehindThePixels() {
        ScanPixels heads = SelectedPixels.heads(ROWS, 3, 2);

        assertThat(heads.get(1)).containsExactly(3, 4);
        byte[] target = {7, 7, 7, 7};
        heads.copy(2, target, 1);
        assertThat(target).containsExactly(7, 5, 6, 7);
    }

    @Test
    void shouldNotChangeWithWhatItWasGivenOrGave() {
        int[] wanted = {1};
        ScanPixels selected = new SelectedPixels(ROWS, wanted, 2);
        wanted[0] = 2;
        selected.get(0)[0] = 99;

        assertThat(selected.get(0)).containsExactly(3, 4);
        assertThat(ROWS.get(1)).containsExactly(3, 4, 9);
    }

    /** A part of a part names rows of the first part. */
    @Test
    void shouldSelectAmongSelectedRows() {
        ScanPixels part = new SelectedPixels(ROWS, new int[] {1, 2}, 3);

        assertThat(new SelectedPixels(part, new int[] {1}, 2).get(0)).containsExactly(5, 6);
    }
}
