/** Reads and writes JSON. */
package dev.thorax.contracts.json;
