package dev.thorax.worker.dataset;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatientGroupsTest {
    @Test
    void shouldCountIdenticalBytesAsOnePatients() {
        assertThat(patients(scan("a", "scan a", "x"), scan("b", "scan b", "x"), scan("c", "scan c", "y")))
                .containsExactly("scan a", "scan a", "scan c");
    }

    @Test
    void shouldJoinPatientsOverAChainOfSharedScans() {
        assertThat(patients(
                        scan("a", "patient 3", "x"),
                        scan("b", "patient 2", "x"),
                        scan("c", "patient 2", "y"),
                        scan("d", "scan d", "y"),
                        scan("e", "patient 1", "z")))
                .containsExactly("patient 2", "patient 2", "patient 2", "patient 2", "patient 1");
    }

    @Test
    void shouldNotDependOnTheOrderOfTheScans() {
        PatientGroups forth = new PatientGroups();
        PatientGroups back = new PatientGroups();
        for (int i = 0; i < 1000; i++) {
            forth.add("p" + i % 100, "s" + i / 7);
            int j = 999 - i;
            back.add("p" + j % 100, "s" + j / 7);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(back.of("p" + i)).isEqualTo(forth.of("p" + i)).startsWith("p");
        }
    }

    @Test
    void shouldJoinNobodyOverUnknownBytes() {
        assertThat(patients(scan("a", "scan a", ""), scan("b", "scan b", ""))).containsExactly("scan a", "scan b");
    }

    private static List<String> patients(LabelledScan... scans) {
        return PatientGroups.join(List.of(scans)).stream()
                .map(LabelledScan::patient)
                .toList();
    }

    private static LabelledScan scan(String id, String patient, String sha256) {
        return new LabelledScan(id, patient, 0, sha256);
    }
}
