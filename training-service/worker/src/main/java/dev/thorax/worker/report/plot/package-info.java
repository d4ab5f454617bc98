/** The plots of a report, each a PNG. */
package dev.thorax.worker.report.plot;
