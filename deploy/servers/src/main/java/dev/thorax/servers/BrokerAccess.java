package dev.thorax.servers;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import dev.thorax.access.kafka.KafkaAccess;
import dev.thorax.access.kafka.KafkaPrincipal;
import dev.thorax.access.kafka.KafkaResource;
import dev.thorax.access.kafka.KafkaRule;
import dev.thorax.kafka.KafkaClients;

/** Makes users and rules of a running broker: those of the file of the rules, and no others of these users. */
final class BrokerAccess {
    /** Secrets are random, so no more iterations than Kafka demands are needed. */
    private static final int ITERATIONS = 4096;

    private static final String USER = "User:";

    private BrokerAccess() {}

    /**
     * Makes the users of the broker, with their rules. Users that the file does not have keep theirs.
     *
     * @param superUser settings of a client that may do it
     * @param secrets gives the secret of a user
     */
    static void apply(Map<String, String> superUser, UnaryOperator<String> secrets) {
        run(superUser, admin -> {
            makeUsers(admin, BrokerSecurity.users(), secrets);
            Collection<AclBinding> present =
                    admin.describeAcls(AclBindingFilter.ANY).values().get();
            Set<AclBinding> needed = new HashSet<>(bindings());
            admin.createAcls(needed.stream()
                            .filter(rule -> !present.contains(rule))
                            .toList())
                    .all()
                    .get();
            admin.deleteAcls(present.stream()
                            .filter(rule -> isOurs(rule) && !needed.contains(rule))
                            .map(AclBinding::toFilter)
                            .toList())
                    .all()
                    .get();
        });
    }

    /**
     * Makes one more user of a principal, with its rules.
     *
     * @param superUser settings of a client that may do it
     */
    static void add(Map<String, String> superUser, KafkaPrincipal principal, String user, String secret) {
        run(superUser, admin -> {
            makeUsers(admin, List.of(user), any -> secret);
            admin.createAcls(bindings(principal, user)).all().get();
        });
    }

    private static void makeUsers(Admin admin, List<String> users, UnaryOperator<String> secrets)
            throws ExecutionException, InterruptedException {
        admin.alterUserScramCredentials(users.stream()
                        .map(user -> new UserScramCredentialUpsertion(
                                user,
                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                                secrets.apply(user)))
                        .map(UserScramCredentialAlteration.class::cast)
                        .toList())
                .all()
                .get();
    }

    private static void run(Map<String, String> superUser, Step step) {
        try (Admin admin = KafkaClients.admin(superUser)) {
            step.run(admin);
        } catch (ExecutionException e) {
            throw new StartFailedException(
                    "Could not make the users of Kafka: " + e.getCause().getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while the users of Kafka were made.", e);
        }
    }

    /** Returns the rules of all users. */
    static List<AclBinding> bindings() {
        return KafkaAccess.all().stream()
                .flatMap(principal -> bindings(principal, principal.name()).stream())
                .toList();
    }

    /** Returns the rules of one user. */
    static List<AclBinding> bindings(KafkaPrincipal principal, String user) {
        return principal.rulesOf(user).stream().map(rule -> binding(rule, user)).toList();
    }

    static AclBinding binding(KafkaRule rule, String user) {
        KafkaResource resource = rule.resource();
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.valueOf(resource.type().name()),
                        resource.name(),
                        resource.isPrefix() ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry(
                        USER + user, "*", AclOperation.valueOf(rule.operation().name()), AclPermissionType.ALLOW));
    }

    private static boolean isOurs(AclBinding rule) {
        return BrokerSecurity.users().contains(rule.entry().principal().substring(USER.length()));
    }

    /** Calls the broker. */
    @FunctionalInterface
    private interface Step {
        void run(Admin admin) throws ExecutionException, InterruptedException;
    }
}
