/** The version in the slot candidate: it scores what production scored, in a thread and transactions of its own. */
package dev.thorax.inference.shadow;
