package dev.thorax.admin.keys;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.thorax.access.key.KeyFile;

/** Withdraws a key by its id. */
@Command(name = "withdraw", description = "Withdraws a key. Its open event streams end, too.")
final class WithdrawKey implements Callable<Integer> {
    @Option(names = "--file", required = true, description = "The file of keys.")
    private Path file;

    @Parameters(paramLabel = "ID", description = "The id of the key, its part before the dot.")
    private String id;

    @Override
    public Integer call() {
        KeyFile.change(file, keys -> {
            if (keys.list().stream().noneMatch(key -> key.id().equals(id))) {
                throw new IllegalArgumentException(
                        "There is no key with the id " + id + "; the command keys list prints the ids.");
            }
            return keys.without(id);
        });
        return 0;
    }
}
