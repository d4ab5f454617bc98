package dev.thorax.admin.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.TopicReader;

/** Prints who did what, from the topic {@code thorax.audit}. The records of a caller come in their order. */
@Command(
        name = "audit",
        description = "Prints who sent, looked at, trained, promoted, cancelled, erased and was refused.")
public final class AuditCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofHours(1);

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The broker, if the file does not name it.")
    private @Nullable String kafka;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            required = true,
            description = "A properties file with the settings of a Kafka client, such as sasl.jaas.config.")
    private Path settings;

    @Option(names = "--json", description = "Prints each record as a line of JSON.")
    private boolean json;

    @Mixin
    private AuditQuery query;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long[] unreadable = {0};
        try (TopicReader reader = TopicReader.open(clientSettings(), List.of(Topics.AUDIT))) {
            query.from().ifPresent(reader::seekToTime);
            reader.readToEnd(LIMIT, record -> {
                try {
                    print(Json.read(record.value(), AuditRecord.class), out);
                } catch (Json.UnreadableEventException e) {
                    unreadable[0]++;
                }
            });
        }
        out.flush();
        if (unreadable[0] > 0) {
            err.println(unreadable[0] + " records cannot be read, so something other than a service wrote to "
                    + Topics.AUDIT + "; look at who may write there.");
        }
        return 0;
    }

    private void print(AuditRecord record, PrintWriter out) {
        if (query.accepts(record)) {
            out.println(json ? new String(Json.write(record), StandardCharsets.UTF_8) : AuditLine.of(record));
        }
    }

    private Map<String, Object> clientSettings() throws IOException {
        Properties read = new Properties();
        try (Reader file = Files.newBufferedReader(settings)) {
            read.load(file);
        }
        Map<String, Object> all = new HashMap<>();
        read.stringPropertyNames().forEach(name -> all.put(name, read.getProperty(name)));
        if (kafka != null) {
            all.put("bootstrap.servers", kafka);
        }
        return all;
    }
}
