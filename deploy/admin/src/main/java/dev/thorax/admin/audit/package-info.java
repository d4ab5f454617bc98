/** Reads the audit. */
package dev.thorax.admin.audit;
