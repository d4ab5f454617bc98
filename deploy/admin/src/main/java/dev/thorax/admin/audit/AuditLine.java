package dev.thorax.admin.audit;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.AuditRecord;

/** Writes an audit record as a line of text that begins with its time. */
final class AuditLine {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private AuditLine() {}

    static String of(AuditRecord record) {
        AuditCaller caller = record.caller();
        StringBuilder line = new StringBuilder(TIME.format(record.at()))
                .append(' ')
                .append(record.action())
                .append(" who=\"")
                .append(caller.name())
                .append("\" kind=")
                .append(caller.kind());
        append(line, "roles", caller.roles());
        if (caller.address() != null) {
            line.append(" address=").append(caller.address());
        }
        line.append(" service=")
                .append(record.service())
                .append(" request=\"")
                .append(record.request())
                .append("\" status=")
                .append(record.status() == null ? "begun" : record.status());
        if (record.requestId() != null) {
            line.append(" id=").append(record.requestId());
        }
        append(line, "scans", record.subjects().scans());
        append(line, "versions", record.subjects().versions());
        append(line, "trainings", record.subjects().trainings());
        append(line, "datasets", record.subjects().datasets());
        return record.count() == 1
                ? line.toString()
                : line.append(" count=").append(record.count()).toString();
    }

    private static void append(StringBuilder line, String name, List<String> values) {
        if (!values.isEmpty()) {
            line.append(' ').append(name).append('=').append(String.join(",", values));
        }
    }
}
