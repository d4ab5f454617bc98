package dev.thorax.admin.keys;

import picocli.CommandLine.Command;

/** Groups the commands for the keys of callers. */
@Command(
        name = "keys",
        description = "Makes, lists and withdraws the keys of devices, clinicians and operators."
                + " Services take a change within seconds.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AddKey.class, ListKeys.class, WithdrawKey.class})
public final class KeysCommand {}
