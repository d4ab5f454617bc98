/** Declares the keys that services share, and checks a service's configuration before it starts. */
package dev.thorax.runtime.config;
