package io.connectors.salesforce.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;

class ConfigurationTest {
    private static final Map<String, String> KARAF = Map.of("karaf.etc", "/karaf/etc", "karaf.data", "/karaf/data");

    private static Configuration of(Map<String, Object> file) {
        return Configuration.of(FrameworkUtil.asDictionary(file), KARAF::get).orElseThrow();
    }

    @Test
    void thereIsNoneWithoutAFile() {
        assertThat(Configuration.of(null, KARAF::get)).isEmpty();
    }

    @Test
    void keepsFilesWhereKarafKeepsThem() {
        Configuration empty = of(Map.of());

        assertThat(empty.settings().text("connectors.dir")).isEqualTo("/karaf/etc/salesforce-connector/connectors");
        assertThat(empty.settings().text("mappings.dir")).isEqualTo("/karaf/etc/salesforce-connector/mappings");
        assertThat(empty.settings().text("routes.dir")).isEqualTo("/karaf/etc/salesforce-connector/routes");
        assertThat(empty.settings().text("database.url"))
                .isEqualTo("jdbc:h2:file:/karaf/data/salesforce-connector/state");
        assertThat(empty.settings().text("server.name")).isEqualTo("Cloud");
        assertThat(empty.dataSource()).isEmpty();
    }

    @Test
    void takesTheFileBeforeTheDefaults() {
        Configuration file = of(Map.of("server.name", "Berlin", "lease.seconds", 5, "database.dataSource", " state "));

        assertThat(file.settings().text("server.name")).isEqualTo("Berlin");
        assertThat(file.settings().number("lease.seconds", 1)).isEqualTo(5);
        assertThat(file.dataSource()).contains("state");
    }

    @Test
    void isTheSameWhateverTheFrameworkNotesAboutIt() {
        assertThat(of(Map.of("service.pid", "a", "felix.fileinstall.filename", "b", "server.name", "Berlin")))
                .isEqualTo(of(Map.of("server.name", "Berlin")));
    }
}
