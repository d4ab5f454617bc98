/** Maps the configuration of the service. */
package dev.thorax.explain.config;
