/** Reads tables of text files as spreadsheets write them. */
package dev.thorax.local.csv;
