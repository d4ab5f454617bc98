package dev.thorax.onnx.lungs;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.lungs.LungSearch.Found;
import dev.thorax.onnx.lungs.LungSearch.NotFound;
import dev.thorax.onnx.lungs.LungSearch.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** The rule, on drawn masks of 64 x 64 positions over an image of 512 x 384 pixels. */
class LungRuleTest {
    private static final int SIDE = 64;
    private static final int WIDTH = 512;
    private static final int HEIGHT = 384;

    private final float[] mask = new float[SIDE * SIDE];

    @Test
    void shouldPutASquareAtTrueAspectAroundTwoLungs() {
        draw(10, 12, 26, 52, 0.95f);
        draw(36, 8, 56, 50, 0.95f);

        // The lungs reach from column 80 to 448 and from row 48 to 312 of the image: 368 x 264, so the side is 1.08 x
        // 368.
        assertThat(search()).isEqualTo(new Found(new SquareBox(66, -18, 397)));
    }

    @Test
    void shouldLetTheSquareReachBeyondTheImage() {
        draw(0, 0, 25, 64, 0.95f);
        draw(39, 0, 64, 64, 0.95f);

        SquareBox box = ((Found) search()).box();

        assertThat(box.side()).isEqualTo(553);
        assertThat(box.left()).isEqualTo(-20);
        assertThat(box.top()).isEqualTo(-84);
    }

    /** If this fails because the rule was changed on purpose, raise {@link LungFinder#RULE_VERSION} and write the new digest here. */
    @Test
    void shouldGiveTheSameBoxesAsEverOfOneVersion() {
        assertThat(LungFinder.RULE_VERSION + " " + Sha256.of(boxesOfDrawnMasks()))
                .isEqualTo("1 75f20eb05d2de5ba43151568ed47727058bbd79c68982448c41d0197a1820f5b");
    }

    private String boxesOfDrawnMasks() {
        Random random = new Random(1);
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            Arrays.fill(mask, 0);
            for (int lung = 0; lung < 2 + i % 2; lung++) {
                int left = lung % 2 * 28 + random.nextInt(12);
                int top = random.nextInt(24);
                draw(
                        left,
                        top,
                        left + 4 + random.nextInt(20),
                        top + 6 + random.nextInt(34),
                        0.4f + random.nextFloat() * 0.6f);
            }
            found.append(search()).append('\n');
        }
        assertThat(found).contains("Found[", "NotFound[");
        return found.toString();
    }

    @Test
    void shouldFindNothingInABlackMask() {
        assertNotFound(Reason.NOTHING);
    }

    @Test
    void shouldFindNothingWhereEverythingIsLung() {
        draw(0, 0, 64, 64, 1);

        assertNotFound(Reason.TOO_LARGE);
    }

    @Test
    void shouldNotTakeOneRegionForTwoLungs() {
        draw(10, 12, 26, 52, 0.95f);

        assertNotFound(Reason.ONE_REGION);
    }

    @Test
    void shouldNotTakeASpeckForALung() {
        draw(10, 12, 26, 52, 0.95f);
        draw(50, 30, 54, 34, 0.95f);

        assertNotFound(Reason.ONE_REGION);
    }

    @Test
    void shouldNotTakeSpecksForLungs() {
        for (int i = 0; i < 12; i++) {
            draw(5 * i, 5 * i, 5 * i + 3, 5 * i + 3, 0.95f);
        }

        assertNotFound(Reason.TOO_SMALL);
    }

    @Test
    void shouldIgnoreSpecksBesideTwoLungs() {
        draw(10, 12, 26, 52, 0.95f);
        draw(36, 8, 56, 50, 0.95f);
        SquareBox without = ((Found) search()).box();
        draw(2, 60, 5, 62, 0.95f);
        draw(60, 1, 62, 3, 0.95f);

        assertThat(search()).isEqualTo(new Found(without));
    }

    @Test
    void shouldPartLungsThatTouchWhereTheNetworkIsUnsure() {
        draw(10, 12, 26, 52, 0.95f);
        draw(26, 30, 36, 40, 0.6f);
        draw(36, 8, 56, 50, 0.95f);

        assertThat(search()).isEqualTo(new Found(new SquareBox(66, -18, 397)));
    }

    @Test
    void shouldNotPartLungsThatTouchWhereTheNetworkIsSure() {
        draw(10, 12, 26, 52, 0.95f);
        draw(26, 30, 36, 40, 0.95f);
        draw(36, 8, 56, 50, 0.95f);

        assertNotFound(Reason.ONE_REGION);
    }

    @Test
    void shouldNotTakeRegionsThatTouchByACornerForOne() {
        draw(10, 10, 30, 32, 0.95f);
        draw(30, 32, 50, 54, 0.95f);

        // They are two, but one ends where the other begins.
        assertNotFound(Reason.NOT_LEVEL);
    }

    @Test
    void shouldNotChooseTwoOfThreeLargeRegions() {
        draw(2, 10, 20, 50, 0.95f);
        draw(23, 10, 41, 50, 0.95f);
        draw(44, 10, 62, 50, 0.95f);

        assertNotFound(Reason.THIRD_REGION);
    }

    @Test
    void shouldIgnoreAThirdRegionOfHalfTheSizeOfALung() {
        draw(2, 10, 20, 50, 0.95f);
        draw(44, 10, 62, 50, 0.95f);
        draw(23, 44, 41, 62, 0.95f);

        assertThat(search()).isInstanceOf(Found.class);
    }

    @Test
    void shouldNotTakeRegionsOfVeryDifferentSizeForAPair() {
        draw(2, 2, 34, 62, 0.95f);
        draw(44, 20, 54, 36, 0.95f);

        assertNotFound(Reason.UNEQUAL);
    }

    @Test
    void shouldNotTakeRegionsOneAboveTheOtherForAPair() {
        draw(10, 4, 54, 26, 0.95f);
        draw(10, 34, 54, 60, 0.95f);

        assertNotFound(Reason.NOT_SIDE_BY_SIDE);
    }

    @Test
    void shouldNotTakeAPairThatFillsTheImage() {
        draw(0, 0, 31, 64, 0.95f);
        draw(33, 0, 64, 64, 0.95f);

        assertNotFound(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldGiveTheSameSquareForAMaskOfMorePositions(int factor) {
        draw(10, 12, 26, 52, 0.95f);
        draw(36, 8, 56, 50, 0.95f);
        int side = SIDE * factor;
        float[] finer = new float[side * side];
        for (int i = 0; i < finer.length; i++) {
            finer[i] = mask[i / side / factor * SIDE + i % side / factor];
        }

        assertThat(LungRule.search(finer, side, side, WIDTH, HEIGHT)).isEqualTo(search());
    }

    private void assertNotFound(Reason reason) {
        assertThat(search()).isEqualTo(new NotFound(reason));
    }

    private LungSearch search() {
        return LungRule.search(mask, SIDE, SIDE, WIDTH, HEIGHT);
    }

    private void draw(int left, int top, int right, int bottom, float value) {
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                mask[row * SIDE + column] = value;
            }
        }
    }
}
