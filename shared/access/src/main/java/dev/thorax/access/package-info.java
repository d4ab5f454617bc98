/** Who may do what: the roles of callers, in plain Java, for services and for the commands of operators. */
package dev.thorax.access;
