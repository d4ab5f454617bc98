package dev.thorax.worker.report;

import java.util.List;

import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.worker.audit.AuditResult;
import dev.thorax.worker.fitting.EpochReport;

/**
 * Everything that a report is made of.
 *
 * @param version which version it is of
 * @param data what it was trained and scored on
 * @param evaluation the scores of {@code folds}
 * @param folds what the network, or the network of each fold, said about held-out scans
 * @param histories the epochs of the network, or of the network of each fold; empty where none are known
 * @param audit what the score rests on, or null where that was not asked
 * @param mistakes the surest wrong answers, the surest first; see {@link CaseSelector}
 * @param successes some right answers to compare with
 */
public record ReportInput(
        TrainedVersion version,
        TrainingData data,
        Evaluation evaluation,
        List<Fold> folds,
        List<List<EpochReport>> histories,
        AuditResult audit,
        List<ReportCase> mistakes,
        List<ReportCase> successes) {}
