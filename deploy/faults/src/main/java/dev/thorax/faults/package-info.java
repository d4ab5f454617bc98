/** Disturbs a running stack on purpose, in a seeded order, and judges from the topics whether a scan was lost or doubled. */
package dev.thorax.faults;
