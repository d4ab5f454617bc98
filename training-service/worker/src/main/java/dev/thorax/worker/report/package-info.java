/** Writes the report of a trained version: one page for clinicians and engineers, and its plots as files. */
package dev.thorax.worker.report;
