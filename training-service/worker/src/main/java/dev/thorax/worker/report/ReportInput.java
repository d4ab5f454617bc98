package dev.thorax.worker.report;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.GateScore;
import dev.thorax.worker.audit.AuditResult;
import dev.thorax.worker.fitting.EpochReport;

/**
 * Everything that a report is made of.
 *
 * @param version the manifest, whose files are not written yet
 * @param fromScratch whether the backbone began with random weights instead of those of ImageNet
 * @param heldOut what was held out to score the version
 * @param data what the version was trained and scored on
 * @param evaluation the scores of {@code folds}
 * @param folds the predictions of the network, or of the network of each fold, for held-out scans
 * @param histories the epochs of the network, or of the network of each fold; empty if there were none
 * @param audit what the score rests on, or null if the version was not audited
 * @param gate what the gate does to the held-out scans, or null if the version has none
 * @param lungs what the lung finder makes of the scans, or null if the version has none
 * @param classSets the class sets of the version, or null if it has none
 * @param suspects the scans whose label is probably wrong
 * @param shownSuspects the first of them with their pictures
 * @param mistakes the most confident mistakes, the most confident first; see {@link CaseSelector}
 * @param successes some right answers to compare with
 */
public record ReportInput(
        Manifest version,
        boolean fromScratch,
        HeldOut heldOut,
        TrainingData data,
        Evaluation evaluation,
        List<Fold> folds,
        List<List<EpochReport>> histories,
        AuditResult audit,
        @Nullable GateScore gate,
        @Nullable LungSummary lungs,
        @Nullable ClassSets classSets,
        LabelSuspects suspects,
        List<LabelSuspects.Shown> shownSuspects,
        List<ReportCase> mistakes,
        List<ReportCase> successes) {}
