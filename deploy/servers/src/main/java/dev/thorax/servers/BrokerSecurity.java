package dev.thorax.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.thorax.access.kafka.KafkaAccess;
import dev.thorax.access.kafka.KafkaPrincipal;

/**
 * Makes the settings by which a broker knows its clients: SCRAM for all users, and ACLs, with TLS or without. The broker itself connects by PLAIN with a
 * secret of its own, so that a broker with the data of an earlier release starts, too, before it has any user.
 */
final class BrokerSecurity {
    private static final String SUPER_USER = "broker";
    private static final String PLAIN = "PLAIN";
    private static final String SCRAM = "SCRAM-SHA-512";
    private static final String CLIENTS = "CLIENTS";
    private static final String PROXIED = "PROXIED";
    private static final String HOST = "://127.0.0.1:";

    private final Path folder;
    private final UnaryOperator<String> secrets;
    private final BrokerTransport transport;
    private final BrokerCertificate certificate;

    /**
     * Creates the settings of a broker.
     *
     * @param folder where certificate and files of clients go
     * @param secrets gives the secret of a name, always the same
     * @param transport how clients connect
     */
    BrokerSecurity(Path folder, UnaryOperator<String> secrets, BrokerTransport transport) {
        this.folder = folder;
        this.transport = transport;
        this.secrets = secrets;
        this.certificate = new BrokerCertificate(folder.resolve("tls"), secrets.apply("kafka.keystore"));
    }

    /** Returns the settings of the broker, and makes its certificate if there is none. */
    Map<String, String> broker(BrokerPorts ports) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("inter.broker.listener.name", CLIENTS);
        settings.put("sasl.mechanism.inter.broker.protocol", PLAIN);
        settings.put("sasl.mechanism.controller.protocol", PLAIN);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + SUPER_USER);
        settings.put("allow.everyone.if.no.acl.found", "false");
        if (transport == BrokerTransport.TLS) {
            certificate.make();
            settings.put("ssl.keystore.type", "PKCS12");
            settings.put("ssl.keystore.location", certificate.keys().toString());
            settings.put("ssl.keystore.password", secrets.apply("kafka.keystore"));
        }
        settings.putAll(trust());
        addListeners(settings, ports);
        return settings;
    }

    private void addListeners(Map<String, String> settings, BrokerPorts ports) {
        String listeners = CLIENTS + HOST + ports.clients();
        String advertised = listeners;
        addListener(settings, "clients", SCRAM, PLAIN);
        if (ports.isProxied()) {
            listeners += "," + PROXIED + HOST + ports.proxied();
            advertised += "," + PROXIED + HOST + ports.proxy();
            addListener(settings, "proxied", SCRAM, PLAIN);
        }
        addListener(settings, "controller", PLAIN);
        settings.put("listeners", listeners + ",CONTROLLER" + HOST + ports.controller());
        settings.put("advertised.listeners", advertised);
        settings.put(
                "listener.security.protocol.map",
                CLIENTS + ":" + transport.protocol() + "," + PROXIED + ":" + transport.protocol()
                        + ",CONTROLLER:SASL_PLAINTEXT");
    }

    private void addListener(Map<String, String> settings, String listener, String... mechanisms) {
        String prefix = "listener.name." + listener + ".";
        settings.put(prefix + "sasl.enabled.mechanisms", String.join(",", mechanisms));
        for (String mechanism : mechanisms) {
            settings.put(
                    prefix + mechanism.toLowerCase(java.util.Locale.ROOT) + ".sasl.jaas.config",
                    mechanism.equals(SCRAM)
                            ? "org.apache.kafka.common.security.scram.ScramLoginModule required;"
                            : plain());
        }
    }

    /** Returns the settings of a client that is the broker itself and may do everything. */
    Map<String, String> superUser(String bootstrapServers) {
        return client(bootstrapServers, PLAIN, plain());
    }

    /** Returns the settings of a client that is {@code user}, who may do what the file of the rules allows. */
    Map<String, String> user(String bootstrapServers, String user) {
        String login = "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                + "\" password=\"" + secret(user) + "\";";
        return client(bootstrapServers, SCRAM, login);
    }

    /** Writes the settings of each user for Kafka's commands ({@code USER.properties}) and for kcat ({@code USER.kcat}). */
    void writeClients(String bootstrapServers) {
        Path clients = folder.resolve("clients");
        for (String user : users()) {
            OwnerFile.write(clients.resolve(user + ".properties"), user(bootstrapServers, user));
            OwnerFile.write(
                    clients.resolve(user + ".kcat"),
                    String.join(
                            "\n",
                            "bootstrap.servers=" + bootstrapServers,
                            "security.protocol=" + transport.protocol(),
                            "sasl.mechanism=" + SCRAM,
                            "sasl.username=" + user,
                            "sasl.password=" + secret(user),
                            (transport == BrokerTransport.TLS ? "ssl.ca.location=" + certificate.certificate() : "")
                                    + "\n"));
        }
    }

    /** Returns the users of the broker: one of each principal, with its name. */
    static List<String> users() {
        return KafkaAccess.all().stream().map(KafkaPrincipal::name).toList();
    }

    /** Returns the secret of a user. */
    String secret(String user) {
        return secrets.apply("kafka." + user);
    }

    private Map<String, String> client(String bootstrapServers, String mechanism, String login) {
        Map<String, String> settings = new TreeMap<>(trust());
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("security.protocol", transport.protocol());
        settings.put("sasl.mechanism", mechanism);
        settings.put("sasl.jaas.config", login);
        return settings;
    }

    private Map<String, String> trust() {
        if (transport == BrokerTransport.CLEAR) {
            return Map.of();
        }
        return Map.of(
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString());
    }

    private String plain() {
        String secret = secret(SUPER_USER);
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + SUPER_USER
                + "\" password=\"" + secret + "\" user_" + SUPER_USER + "=\"" + secret + "\";";
    }
}
