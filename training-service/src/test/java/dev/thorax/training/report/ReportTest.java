package dev.thorax.training.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {
    @Test
    void shouldWriteAPage() throws Exception {
        Map<String, byte[]> files = Report.write(Inputs.of(List.of("COVID-19", "NORMAL", "PNEUMONIA"), 1, true));
        Path page = Path.of("target", "report", Report.PAGE);
        Files.createDirectories(page.getParent());
        Files.write(page, files.get(Report.PAGE));
        assertThat(files).containsKey(Report.PAGE);
    }
}
