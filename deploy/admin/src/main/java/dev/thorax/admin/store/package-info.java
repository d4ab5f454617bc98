/** The object store of the commands, and the copy of a bucket: a backup, and the way back. */
package dev.thorax.admin.store;
