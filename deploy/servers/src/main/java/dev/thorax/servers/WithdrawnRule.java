package dev.thorax.servers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

import dev.thorax.access.kafka.KafkaOperation;
import dev.thorax.access.kafka.KafkaResource;
import dev.thorax.access.kafka.KafkaRule;
import dev.thorax.kafka.KafkaClients;

/** A rule that a running broker lacks until this is closed. */
public final class WithdrawnRule implements AutoCloseable {
    private final Map<String, String> superUser;
    private final List<AclBinding> bindings;

    private WithdrawnRule(Map<String, String> superUser, AclBinding binding) {
        this.superUser = superUser;
        this.bindings = List.of(binding);
    }

    /** Forbids {@code principal} to write a topic. */
    static WithdrawnRule ofWriting(Map<String, String> superUser, String principal, String topic) {
        KafkaResource resource = new KafkaResource(KafkaResource.Type.TOPIC, topic, false);
        WithdrawnRule rule = new WithdrawnRule(
                superUser, BrokerAccess.binding(new KafkaRule(resource, KafkaOperation.WRITE), principal));
        rule.call(admin -> {
            int withdrawn = admin.deleteAcls(List.of(rule.bindings.get(0).toFilter()))
                    .all()
                    .get()
                    .size();
            if (withdrawn != 1) {
                throw new IllegalStateException(principal + " had no rule to write " + topic + ".");
            }
        });
        return rule;
    }

    @Override
    public void close() {
        call(admin -> admin.createAcls(bindings).all().get());
    }

    private void call(Call call) {
        try (Admin admin = KafkaClients.admin(superUser)) {
            call.of(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not change the rules of the broker: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A call that waits for the broker. */
    private interface Call {
        void of(Admin admin) throws ExecutionException, InterruptedException;
    }
}
