/** The plots of a report, each a PNG. */
package dev.thorax.training.report.plot;
