package dev.thorax.local;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.thorax.servers.BrokerTransport;

/** Starts Thorax, trains on labelled scans unless that is done, sends new ones, and runs until Ctrl-C. */
@Command(
        name = "deploy/local/run",
        description =
                "Runs all of Thorax on this machine: publishes labelled chest X-rays through Kafka, trains a network on"
                        + " them, publishes new scans, prints each diagnosis, and shows them with heat maps on a page.")
public final class Main implements Callable<Integer> {
    private static final int PHANTOM_PATIENTS = 40;

    @Mixin
    private Options options;

    private final TerminalProgress progress = new TerminalProgress(System.out);
    private volatile boolean stopping;

    /** Runs the command. It exits with 0 after Ctrl-C, with 1 and a sentence if it cannot run, and with 2 for wrong options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Thread main = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, stopped)));
        try {
            run();
            return 0;
        } catch (InterruptedException e) {
            return 0;
        } catch (RuntimeException e) {
            if (stopping) {
                return 0;
            }
            progress.say("Cannot go on: " + FailureExplanation.sentence(e).orElseThrow(() -> e));
            return 1;
        } finally {
            stopped.countDown();
        }
    }

    private void run() throws InterruptedException {
        try (HomeFolder home = HomeFolder.open(options.home)) {
            FolderOptions reading = options.folderOptions();
            List<LabelledScan> more =
                    options.scans == null ? List.of() : ScanFolder.unlabelled(options.scans, progress::say);
            List<Path> folders = options.data.isEmpty() ? List.of(phantoms(home)) : options.data;
            LabelledFolders labelled = LabelledFolders.read(folders, reading, progress::say);
            ScanFolder.compare(more, labelled.scans(), progress::say);
            List<LabelledScan> masked =
                    options.masks == null ? List.of() : MaskedFolder.read(options.masks, progress::say);
            Holdout parts = reading.givenSplit()
                    ? Holdout.given(labelled.scans(), progress::say)
                    : Holdout.split(labelled.scans(), options.newPatients);
            String dataset = options.data.isEmpty() && reading.equals(FolderOptions.NONE)
                    ? DatasetName.PHANTOMS
                    : DatasetName.of(folders, reading.settings());
            try (LocalStack stack = LocalStack.start(
                            home,
                            home.operatorKey(Clock.systemUTC()),
                            Ports.from(options.firstPort),
                            Path.of(System.getProperty("thorax.modules")),
                            BrokerTransport.CLEAR,
                            Map.of(),
                            progress);
                    LocalRun run = new LocalRun(stack, progress, Clock.systemUTC(), labelled.classes()::shown)) {
                progress.say("The page, with the key that signs the browser in: " + stack.link());
                if (!masked.isEmpty()) {
                    new LungTraining(run, stack.store(), progress)
                            .train(masked, DatasetName.of(options.masks), options.retrain);
                }
                work(run, dataset, labelled.knowsPatients(), parts, more);
                progress.say("The page with all diagnoses and heat maps: " + stack.link() + "  (all JVMs together: "
                        + stack.residentMib() + " MiB; Ctrl-C stops everything)");
                stayUp(stack);
            }
        }
    }

    private void work(LocalRun run, String dataset, boolean knowsPatients, Holdout split, List<LabelledScan> more)
            throws InterruptedException {
        Holdout parts = run.withoutKnown(split, dataset);
        progress.say(parts.training().size() + " labelled scans to train on, "
                + parts.fresh().size()
                + " of other patients to diagnose"
                + (knowsPatients
                        ? "."
                        : "; no manifest.csv says"
                                + " which scans belong to one patient, so each counts as a patient of its own."));
        if (options.retrain || !run.serves(options.recipe, dataset, options.lungs)) {
            run.publishLabelled(parts.training(), dataset);
            run.train(options.recipe, dataset, options.lungs);
        }
        List<LabelledScan> fresh = new ArrayList<>(parts.fresh());
        fresh.addAll(more);
        run.summarise(run.publishNew(fresh));
    }

    private Path phantoms(HomeFolder home) {
        progress.say("No --data given: drawing synthetic phantoms, which are not radiographs and mean nothing"
                + " medically, in " + home.phantoms() + ".");
        return PhantomFolder.make(home.phantoms(), PHANTOM_PATIENTS);
    }

    private void stayUp(LocalStack stack) throws InterruptedException {
        while (true) {
            stack.checkAllRun();
            Thread.sleep(1000);
        }
    }

    private void stop(Thread main, CountDownLatch stopped) {
        if (stopped.getCount() > 0) {
            stopping = true;
            progress.say("Stopping everything that was started.");
            main.interrupt();
        }
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
