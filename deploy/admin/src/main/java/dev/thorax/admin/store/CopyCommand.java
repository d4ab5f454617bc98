package dev.thorax.admin.store;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.thorax.storage.ObjectStore;

/** Copies a bucket into another one, for a backup. With source and target exchanged it restores the bucket. */
@Command(
        name = "copy-objects",
        description = "Copies the objects of a bucket that another bucket lacks or has in an older form, as they are:"
                + " encrypted ones stay encrypted.")
public final class CopyCommand implements Callable<Integer> {
    @Option(
            names = "--delete-at-most",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Also deletes from the other bucket what this one has no more, such as the scans of an erased"
                    + " patient. Nothing is deleted if that is more than this share of the other bucket (default: none is"
                    + " deleted).")
    private int deletable;

    @Mixin
    StoreOptions storage = new StoreOptions();

    @Mixin
    CopyTarget target = new CopyTarget();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (ObjectStore from = storage.open();
                ObjectStore to = target.open()) {
            BucketCopy copy = new BucketCopy(from, to);
            List<String> gone = copy.copy();
            print("Copied: " + copy.copied() + " of " + copy.objects() + " objects.");
            print("Only in the other bucket: " + gone.size() + ".");
            if (deletable == 0 || gone.isEmpty()) {
                return 0;
            }
            if (copy.percentOfOther(gone) > deletable) {
                print("They are more than " + deletable + " % of the other bucket, so they were not deleted;"
                        + " find out why this bucket lacks them.");
                return 1;
            }
            gone.forEach(to::delete);
            print("Deleted from the other bucket: " + gone.size() + ".");
            return 0;
        }
    }

    private void print(String sentence) {
        spec.commandLine().getOut().println(sentence);
    }
}
