package dev.thorax.ingest.patient;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code POST /patients/held}.
 *
 * @param scans what is held of some scans of the patient, in the order of their ids
 * @param rejected the files of rejected scans that named the patient, and the pointers to them, by keys. The first page has them
 * @param versions the versions of models that were trained, validated or tested on one of these scans, as
 *     {@code model/version}
 * @param next the value of {@code after} for the next page, or null if this is the last one
 */
public record HeldPage(List<HeldScan> scans, List<String> rejected, Set<String> versions, @Nullable String next) {}
