/** A network as data: its layers, their shapes and their parameters. */
package dev.thorax.training.architecture;
