/** Why there is no answer, as an exception inside and as a problem document (RFC 9457) outside. */
package dev.thorax.explain.problem;
