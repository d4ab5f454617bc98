package dev.thorax.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScanSourceTest {
    private static final int SCANS = 400;

    @Test
    void shouldMakeTheSameScansFromTheSameSeed() {
        List<Scan> first = scans(4, 5, 5);
        List<Scan> second = scans(4, 5, 5);

        for (int i = 0; i < SCANS; i++) {
            assertThat(second.get(i).id()).isEqualTo(first.get(i).id());
            assertThat(second.get(i).file()).isEqualTo(first.get(i).file());
            assertThat(second.get(i).headers()).isEqualTo(first.get(i).headers());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 20261126})
    void shouldMakeTheGivenShares(long seed) {
        List<Scan> scans = scans(seed, 5, 5);
        Set<String> ids = new HashSet<>();

        assertThat(scans.stream().filter(scan -> !scan.good()).count()).isBetween(5L, 45L);
        assertThat(scans.stream().filter(scan -> !ids.add(scan.id())).count()).isBetween(5L, 45L);
        assertThat(scans(4, 0, 0)).allSatisfy(scan -> assertThat(scan.good()).isTrue());
    }

    @Test
    void shouldMakePicturesOf512PixelsThatDiffer() throws IOException {
        Set<Integer> contents = new HashSet<>();
        for (Scan scan : scans(4, 0, 0).subList(0, 40)) {
            assertThat(ImageIO.read(new ByteArrayInputStream(scan.file())).getWidth())
                    .isEqualTo(512);
            contents.add(Arrays.hashCode(scan.file()));
        }

        assertThat(contents).hasSize(40);
    }

    private static List<Scan> scans(long seed, int bad, int repeated) {
        ScanSource source = new ScanSource(seed, bad, repeated);
        return IntStream.range(0, SCANS)
                .mapToObj(number -> source.next("k", number))
                .toList();
    }
}
