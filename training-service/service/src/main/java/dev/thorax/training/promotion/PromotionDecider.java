package dev.thorax.training.promotion;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.Slot;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.promotion.PromotionDecision.Outcome;

/**
 * Decides which version serves in a slot: by an operator's word, else by a rule. Asked again under the same id, it gives the same
 * answer.
 */
@Singleton
public class PromotionDecider {
    private static final Logger LOG = Logger.getLogger(PromotionDecider.class);

    private final ObjectStore store;
    private final PromotionLog slots;
    private final DecisionStore decisions;
    private final PromotionConfig config;
    private final OnnxSessions sessions;
    private final Clock clock;

    /** @param threads threads that one run of a network may use on the CPU; 0 stands for all processors */
    PromotionDecider(
            ObjectStore store,
            PromotionLog slots,
            DecisionStore decisions,
            PromotionConfig config,
            @ConfigProperty(name = "thorax.onnx.threads", defaultValue = "0") int threads,
            Clock clock) {
        this.store = store;
        this.slots = slots;
        this.decisions = decisions;
        this.config = config;
        this.sessions = new OnnxSessions(threads);
        this.clock = clock;
    }

    /**
     * Decides about {@code ask}; the decision is durable when this returns, and is told by {@link #records}. To be called by who holds
     * the one partition of {@code thorax.promotions}, so that the next decision sees this one.
     *
     * @throws StoreUnavailableException or {@link PromotionLogUnavailableException} if store or broker do not answer; then nothing is decided
     */
    PromotionDecision decide(PromotionCommand ask) {
        return decisions.find(ask.id()).orElseGet(() -> {
            PromotionDecision decision = decisions.keep(decided(ask));
            LOG.infof(
                    "A promotion was decided id=%s slot=%s outcome=%s reason=\"%s\"",
                    ask.id(), ask.slot(), decision.outcome(), decision.reason());
            return decision;
        });
    }

    /**
     * The record that tells {@code decision}, none where it was told: a request that comes once more, after another version
     * was promoted, must not put the earlier one back.
     *
     * @throws PromotionLogUnavailableException if the broker does not answer
     */
    List<Message<byte[]>> records(PromotionDecision decision) {
        return slots.isTold(decision.eventId()) ? List.of() : List.of(decision.toRecord());
    }

    private PromotionDecision decided(PromotionCommand ask) {
        if (ask.empties()) {
            return decision(ask, Outcome.EMPTIED, null, GateResult.declined("The slot candidate is empty now."));
        }
        try (OpenedVersions versions = new OpenedVersions(store, sessions);
                OpenedVersion version = versions.open(ask.model(), ask.version())) {
            GateResult verdict = verdict(ask, version, versions);
            return verdict.isPromoted()
                    ? decision(ask, Outcome.PROMOTED, version.digest(), verdict)
                    : decision(ask, Outcome.DECLINED, null, verdict);
        } catch (BrokenBundleException e) {
            return decision(
                    ask,
                    Outcome.DECLINED,
                    null,
                    GateResult.declined("Version " + ask.version() + " of " + ask.model()
                            + " cannot serve, so it is not promoted: " + e.getMessage()));
        } catch (StoreUnavailableException | PromotionLogUnavailableException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.errorf(e, "A promotion failed by an error of the program id=%s", ask.id());
            return decision(
                    ask,
                    Outcome.DECLINED,
                    null,
                    GateResult.declined("The promotion failed by an error of the program ("
                            + e.getClass().getSimpleName()
                            + "), so the slot stays as it is; the service's log says more."));
        }
    }

    private GateResult verdict(PromotionCommand ask, OpenedVersion version, OpenedVersions versions) {
        if (ask.word() != null) {
            return GateResult.promoted(
                    Basis.WORD,
                    "Promoted by the word of " + ask.word().by() + ": "
                            + ask.word().why());
        }
        if (Slot.CANDIDATE.isNamed(ask.slot())) {
            return GateResult.promoted(Basis.TRIAL, "Any version that runs may be a candidate.");
        }
        return new ProductionGate(config.minMargin(), new VersionComparison(store, config.minPatients()), versions)
                .judge(version, slots.history(ask.slot()));
    }

    private PromotionDecision decision(PromotionCommand ask, Outcome outcome, String digest, GateResult verdict) {
        return PromotionDecision.of(ask, outcome, digest, verdict.basis(), verdict.sentence(), clock.instant());
    }
}
