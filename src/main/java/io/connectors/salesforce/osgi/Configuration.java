package io.connectors.salesforce.osgi;

import io.connectors.salesforce.server.Settings;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What {@code etc/io.connectors.salesforce.cfg} says, over the shipped settings. Folders and the embedded database lie where Karaf
 * keeps configuration and data, unless it says otherwise.
 *
 * @param dataSource the name of the service that takes the place of {@code database.url}
 */
record Configuration(Map<String, String> values, Optional<String> dataSource) {
    private static final String DATA_SOURCE = "database.dataSource";
    private static final String FOLDER = "/salesforce-connector/";

    /**
     * @param dictionary null where there is no configuration
     * @param framework its properties; null for one it does not have
     */
    static Optional<Configuration> of(Dictionary<String, ?> dictionary, UnaryOperator<String> framework) {
        if (dictionary == null) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        String etc = framework.apply("karaf.etc");
        if (etc != null) {
            values.put("connectors.dir", etc + FOLDER + "connectors");
            values.put("mappings.dir", etc + FOLDER + "mappings");
            values.put("routes.dir", etc + FOLDER + "routes");
            values.put("secrets.files", "/run/secrets," + etc + FOLDER + "secrets");
        }
        String data = framework.apply("karaf.data");
        if (data != null) {
            values.put("database.url", "jdbc:h2:file:" + data + FOLDER + "state");
        }
        for (String key : Collections.list(dictionary.keys())) {
            // the others are notes of the framework
            if (!key.startsWith("service.") && !key.startsWith("felix.") && !key.startsWith("org.apache.karaf.")) {
                values.put(key, String.valueOf(dictionary.get(key)));
            }
        }
        String dataSource = values.getOrDefault(DATA_SOURCE, "").trim();
        values.remove(DATA_SOURCE);
        return Optional.of(
                new Configuration(Map.copyOf(values), Optional.of(dataSource).filter(name -> !name.isEmpty())));
    }

    Settings settings() {
        return Settings.shippedBut(values);
    }
}
