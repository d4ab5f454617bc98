package dev.thorax.explain.diagnosis;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.page.PageEvents;

/** Holds the diagnoses that the page lists. Each replica reads the tail of the topic, so a restart shows the list again. */
@ApplicationScoped
public class Worklist {
    private final LatestDiagnoses latest;
    private final PageEvents page;

    Worklist(ExplainConfig config, PageEvents page, Clock clock) {
        this.latest = new LatestDiagnoses(config.latest(), clock);
        this.page = page;
    }

    @Incoming("diagnoses-to-show")
    void show(byte[] record) {
        DiagnosisParser.parse(record).filter(latest::add).ifPresent(page::diagnosis);
    }

    /** Returns the newest {@code count} diagnoses or fewer, newest first. */
    public List<Diagnosis> newest(int count) {
        return latest.newest(count);
    }
}
