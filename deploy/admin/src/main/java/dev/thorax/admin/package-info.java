/** The commands with which an operator grants access, and reads what was done. */
package dev.thorax.admin;
