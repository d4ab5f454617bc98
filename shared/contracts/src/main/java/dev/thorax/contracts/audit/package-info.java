/** Audit: who did what with which scans, versions and trainings. */
package dev.thorax.contracts.audit;
