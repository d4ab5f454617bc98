package dev.thorax.admin;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class AclsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintTheRulesOfAllServices() {
        assertThat(run("acls", "--bootstrap-server", "kafka.example:9092")).isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("#"))).hasSize(4);
        assertThat(out.toString())
                .contains("--bootstrap-server kafka.example:9092")
                .contains("--allow-principal User:thorax-ingest --operation Write --transactional-id thorax-ingest-"
                        + " --resource-pattern-type prefixed")
                .doesNotContain("{user}");
    }

    @Test
    void shouldPrintTheRulesOfADevice() {
        assertThat(run("acls", "device", "room-3")).isZero();

        assertThat(out.toString()).contains("User:room-3 --operation Write --topic thorax.scans");
    }

    @Test
    void shouldPrintTheRuleOfADeviceWithATopic() {
        assertThat(run("acls", "device-with-topic", "room-3")).isZero();

        assertThat(out.toString())
                .contains("User:room-3 --operation Write --topic thorax.scans.room-3" + System.lineSeparator());
    }

    @Test
    void shouldRefuseADeviceWhoseTopicHasAnotherPurpose() {
        assertThat(run("acls", "device-with-topic", "stored")).isEqualTo(2);

        assertThat(out.toString()).doesNotContain("kafka-acls.sh");
        assertThat(err.toString()).contains("The topic thorax.scans.stored is there already");
    }

    @Test
    void shouldWantAUser() {
        assertThat(run("acls", "device")).isEqualTo(2);

        assertThat(err.toString()).contains("name the one");
    }

    @Test
    void shouldRefuseAnUnknownPrincipal() {
        assertThat(run("acls", "admin")).isEqualTo(2);

        assertThat(err.toString()).contains("There is no principal admin");
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
