package dev.thorax.explain.diagnosis;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.thorax.events.Diagnosis;
import dev.thorax.explain.ExplainConfig;
import dev.thorax.explain.page.LivePage;

/** What the page lists: each replica reads the end of the topic for itself, so a restart shows the list again. */
@ApplicationScoped
public class Worklist {
    private final LatestDiagnoses latest;
    private final LivePage page;

    Worklist(ExplainConfig config, LivePage page) {
        this.latest = new LatestDiagnoses(config.latest());
        this.page = page;
    }

    @Incoming("diagnoses-to-show")
    void show(byte[] record) {
        ReadDiagnosis.from(record).filter(latest::add).ifPresent(page::diagnosis);
    }

    /** The newest {@code count} diagnoses or fewer, newest first. */
    public List<Diagnosis> newest(int count) {
        return latest.newest(count);
    }
}
