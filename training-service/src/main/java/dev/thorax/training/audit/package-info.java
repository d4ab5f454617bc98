/** What a score rests on: controls that see no lungs, and where the network looked. */
package dev.thorax.training.audit;
