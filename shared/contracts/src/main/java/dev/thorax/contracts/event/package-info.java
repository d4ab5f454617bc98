/** Holds one record for each type of event. */
package dev.thorax.contracts.event;
