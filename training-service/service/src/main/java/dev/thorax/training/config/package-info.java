/** Maps the configuration of the control plane. */
package dev.thorax.training.config;
