/** Which version serves: asked for, decided by a rule or an operator's word, kept, and told. */
package dev.thorax.training.promotion;
