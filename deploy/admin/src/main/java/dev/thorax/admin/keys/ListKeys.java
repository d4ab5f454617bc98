package dev.thorax.admin.keys;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.thorax.access.key.AccessKey;
import dev.thorax.access.key.KeyFile;

/** Prints the keys without their hashes. */
@Command(name = "list", description = "Prints id, name, role and end of each key.")
final class ListKeys implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--file", required = true, description = "The file of keys.")
    private Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (AccessKey key : KeyFile.read(file).list()) {
            out.printf("%-14s %-10s %s  %s%n", key.id(), key.role().text(), key.notAfter(), key.name());
        }
        return 0;
    }
}
