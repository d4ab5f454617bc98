/** Maps the configuration of the service. */
package dev.thorax.inference.config;
