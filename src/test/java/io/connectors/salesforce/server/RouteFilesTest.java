package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() throws IOException {
        context.close();
    }

    private static String text(Resource route) throws IOException {
        try (InputStream content = route.getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void findsEveryShippedRoute() throws IOException {
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            assertThat(RouteFiles.find(folder, context).keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            shipped.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void findsTheShippedRoutesWithoutAFolder() {
        assertThat(RouteFiles.find(folder.resolve("missing"), context)).containsKey("run.camel.yaml");
    }

    @Test
    void replacesAShippedRouteByOneOfTheSameName() throws IOException {
        int shipped = RouteFiles.find(folder, context).size();
        Files.writeString(folder.resolve("platform-rest.camel.yaml"), "- mine");

        Map<String, Resource> routes = RouteFiles.find(folder, context);

        assertThat(routes).hasSize(shipped);
        assertThat(text(routes.get("platform-rest.camel.yaml"))).isEqualTo("- mine");
        assertThat(text(routes.get("run.camel.yaml"))).contains("direct:run");
    }

    @Test
    void addsARouteOfAnotherName() throws IOException {
        Files.writeString(folder.resolve("platform-mine.camel.yaml"), "- mine");

        assertThat(RouteFiles.find(folder, context))
                .containsKeys("platform-mine.camel.yaml", "platform-rest.camel.yaml");
    }

    @Test
    void leavesOtherFilesAlone() throws IOException {
        Files.writeString(folder.resolve("README.md"), "hello");
        Files.writeString(folder.resolve("platform-mine.camel.yaml.bak"), "old");
        Files.writeString(folder.resolve("notes.yaml"), "a: b");

        assertThat(RouteFiles.find(folder, context).keySet()).allMatch(name -> name.endsWith(".camel.yaml"));
    }
}
