/** Lists and erases what is held of a patient, at an operator's order. */
package dev.thorax.ingest.patient;
