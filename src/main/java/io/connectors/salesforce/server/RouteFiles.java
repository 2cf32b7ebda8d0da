package io.connectors.salesforce.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** The routes in force: the shipped ones, and those of the folder, which replace a shipped one of the same name. */
final class RouteFiles {
    static final String SUFFIX = ".camel.yaml";

    private RouteFiles() {}

    /** By file name. */
    static Map<String, Resource> find(Path folder, CamelContext context) {
        Map<String, Resource> routes = new TreeMap<>();
        try {
            PluginHelper.getPackageScanResourceResolver(context)
                    .findResources("classpath:routes/*" + SUFFIX)
                    .forEach(resource -> routes.put(name(resource.getLocation()), resource));
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(SUFFIX))
                            .forEach(file -> routes.put(
                                    file.getFileName().toString(),
                                    PluginHelper.getResourceLoader(context).resolveResource("file:" + file)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The routes cannot be read: " + folder, unreadable);
        } catch (Exception unreadable) {
            throw new IllegalStateException("The shipped routes cannot be read", unreadable);
        }
        return routes;
    }

    private static String name(String location) {
        return location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf(':')) + 1);
    }
}
