package dev.thorax.containers;

import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;

/**
 * Takes from a container what the pods of a cluster have not, either: the root file system is read-only, all capabilities are
 * dropped, no process can gain privileges, and nothing in {@code /tmp} or in the folder of the data can be executed. It uses the
 * network of this machine, as broker and store listen on the loopback address only.
 */
final class Restrictions {
    static final int UID = 10001;
    static final String USER = UID + ":" + UID;

    private static final String WRITABLE = "rw,noexec,nosuid,nodev,mode=1777,size=";

    private Restrictions() {}

    /** Restricts a container that is about to be made. */
    static void apply(CreateContainerCmd command) {
        command.withUser(USER)
                .getHostConfig()
                .withNetworkMode("host")
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withTmpFs(Map.of("/tmp", WRITABLE + "256m", "/var/lib/thorax", WRITABLE + "1g"));
    }
}
