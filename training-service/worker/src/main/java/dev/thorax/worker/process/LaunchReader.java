package dev.thorax.worker.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerEnvironment;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerSettings;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads what this worker is started with: from standard input if its control plane is its parent, else from its environment.
 *
 * @param environment the variables of this process
 */
record LaunchReader(Map<String, String> environment) {
    /**
     * Reads the launch.
     *
     * @param parent standard input. It is read only if the environment has no launch
     */
    WorkerLaunch read(BufferedReader parent) throws IOException {
        String launch = environment.get(WorkerEnvironment.LAUNCH);
        return launch == null ? parse(parent.readLine()) : withKeys(parse(launch));
    }

    private WorkerLaunch withKeys(WorkerLaunch launch) throws IOException {
        WorkerSettings.Store store = launch.settings()
                .store()
                .withKeys(
                        variable(WorkerEnvironment.ACCESS_KEY),
                        variable(WorkerEnvironment.SECRET_KEY),
                        environment.get(WorkerEnvironment.ENCRYPTION_KEYS));
        return new WorkerLaunch(
                launch.settings().withStore(store),
                launch.turn(),
                // Nobody has made it in a container that has just begun.
                Files.createDirectories(launch.folder()),
                launch.heartbeatTimeout(),
                launch.mark());
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException("The worker has no " + name
                    + "; add it to the secret that thorax.training.kubernetes.secret names.");
        }
        return value;
    }

    private static WorkerLaunch parse(String json) {
        return Json.read(json.getBytes(UTF_8), WorkerLaunch.class);
    }
}
