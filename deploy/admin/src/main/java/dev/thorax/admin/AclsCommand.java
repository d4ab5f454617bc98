package dev.thorax.admin;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.thorax.access.kafka.AclCommands;
import dev.thorax.access.kafka.KafkaAccess;
import dev.thorax.access.kafka.KafkaPrincipal;

/** Prints the commands of Kafka that allow a user what Thorax needs of it. */
@Command(
        name = "acls",
        description =
                "Prints the commands that grant the rules of Kafka: of all services, or of one user of a principal.")
final class AclsCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PRINCIPAL",
            description =
                    "device, device-with-topic, hospital-system, heat-map-client, auditor, operator, or a service."
                            + " Without one: all services.")
    private String principal;

    @Parameters(index = "1", arity = "0..1", paramLabel = "USER", description = "Name of the user, e.g. room-3.")
    private String user;

    @Option(
            names = "--bootstrap-server",
            defaultValue = "127.0.0.1:9092",
            description = "The broker (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        principals().forEach(found -> {
            List<String> commands = commands(found);
            out.println("# " + found.name() + ": " + found.description());
            commands.forEach(out::println);
        });
        return 0;
    }

    private List<String> commands(KafkaPrincipal found) {
        String name = userOf(found);
        try {
            return AclCommands.of(found, name, bootstrapServers);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private List<KafkaPrincipal> principals() {
        if (principal == null) {
            return KafkaAccess.all().stream().filter(KafkaPrincipal::isService).toList();
        }
        try {
            return List.of(KafkaAccess.of(principal));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private String userOf(KafkaPrincipal found) {
        String name = user == null && found.isService() ? found.name() : user;
        if (name == null) {
            throw new ParameterException(
                    spec.commandLine(), "Any number of users may be a " + found.name() + "; name the one.");
        }
        return name;
    }
}
