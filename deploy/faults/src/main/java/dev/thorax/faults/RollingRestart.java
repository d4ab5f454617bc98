package dev.thorax.faults;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import dev.thorax.faults.router.Backend;
import dev.thorax.faults.router.ServiceRouter;

/**
 * Restarts each replica of each service in order while scans flow, as an upgrade of the cluster does: each service has two replicas
 * behind one address, and the next one leaves when the one before it is ready again. A page stays open meanwhile, whose stream goes from one
 * replica to the other.
 */
final class RollingRestart implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final FaultStack stack;
    private final Outcomes outcomes;
    private final Duration patience;
    private final PrintStream out;
    private final Map<Target, List<Replica>> replicas = new EnumMap<>(Target.class);
    private final Map<Replica, Backend> backends = new HashMap<>();
    private final Map<Target, ServiceRouter> routers = new EnumMap<>(Target.class);

    /**
     * Starts the second replicas and waits until all are ready.
     *
     * @param outcomes what the services answer
     * @param patience how long a replica may take to be ready again
     */
    RollingRestart(FaultStack stack, Outcomes outcomes, Duration patience, PrintStream out)
            throws InterruptedException {
        this.stack = stack;
        this.outcomes = outcomes;
        this.patience = patience;
        this.out = out;
        FaultStack.SERVICES.forEach(target -> replicas.put(target, List.of(stack.first(target), stack.second(target))));
        replicas.forEach((target, both) -> {
            both.forEach(replica -> backends.put(replica, new Backend(replica.url(), replica.part()::isReady)));
            routers.put(
                    target, new ServiceRouter(both.stream().map(backends::get).toList()));
        });
        for (Backend backend : backends.values()) {
            await(backend::isServing, "A second replica is not ready");
        }
    }

    /**
     * Restarts all replicas, the last one of a service first.
     *
     * @param known id of a diagnosed scan
     * @param uploads sends one scan to the address, and returns whether it was accepted
     * @return a line for each thing that went wrong
     */
    List<String> run(String known, SteadyClient.Upload uploads) throws InterruptedException {
        List<SteadyClient> clients = List.of(
                SteadyClient.ofPages(
                        routers.get(Target.EXPLAIN).url(),
                        List.of("/", "/status", "/diagnoses?limit=5", "/diagnoses/" + known, "/explanations/" + known)),
                SteadyClient.ofPages(routers.get(Target.TRAINING).url(), List.of("/trainings", "/promotions")),
                SteadyClient.ofUploads(routers.get(Target.INGEST).url(), uploads));
        Set<String> before = outcomes.diagnosedScans();
        PageListener page = new PageListener(routers.get(Target.EXPLAIN).url());
        await(() -> page.opened() > 0, "The page did not get its stream");
        long start = System.nanoTime();
        int restarts = 0;
        for (Target target : FaultStack.SERVICES) {
            for (int number = replicas.get(target).size() - 1; number >= 0; number--) {
                restart(replicas.get(target).get(number));
                restarts++;
            }
        }
        List<String> problems = new ArrayList<>(missedBy(page, before));
        problems.addAll(page.stop());
        int requests = 0;
        for (SteadyClient client : clients) {
            client.stop();
            requests += client.requests();
            problems.addAll(client.failures());
        }
        out.printf(
                "Rolling restart of %d replicas in %s s: %d requests, %d failed%n",
                restarts, FaultReport.seconds(FaultRun.since(start)), requests, problems.size());
        problems.stream()
                .collect(Collectors.groupingBy(problem -> problem, TreeMap::new, Collectors.counting()))
                .forEach((problem, times) -> out.printf("     %d times: %s%n", times, problem));
        return problems;
    }

    /** Returns a line for each scan that was diagnosed since {@code before} and that a page has not shown, which was open all the time. */
    private List<String> missedBy(PageListener page, Set<String> before) throws InterruptedException {
        Set<String> expected = new TreeSet<>(outcomes.diagnosedScans());
        expected.removeAll(before);
        long start = System.nanoTime();
        while (!page.shown().containsAll(expected) && FaultRun.since(start).compareTo(patience) < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
        out.printf("An open page followed %d diagnoses over %d streams%n", expected.size(), page.opened());
        expected.removeAll(page.shown());
        List<String> missed = new ArrayList<>();
        expected.forEach(id -> missed.add("An open page has not shown the diagnosis of " + id));
        if (page.opened() <= 1) {
            missed.add("The stream of the page was not interrupted, so nothing is known of it");
        }
        return missed;
    }

    /** The replica gets no new requests, answers those it has, for which a pod has its preStop hook, and then ends by SIGTERM. */
    private void restart(Replica replica) throws InterruptedException {
        Backend backend = backends.get(replica);
        backend.leave();
        await(backend::isIdle, replica.part().name() + " has not answered");
        replica.part().restart();
        backend.comeBack();
        await(backend::isServing, replica.part().name() + " is not ready again");
    }

    private void await(BooleanSupplier condition, String problem) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (FaultRun.since(start).compareTo(patience) > 0) {
                throw new IllegalStateException(problem + " within " + patience.toSeconds() + " s.");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        routers.values().forEach(ServiceRouter::close);
    }
}
