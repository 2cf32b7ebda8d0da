package io.connectors.salesforce.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** The console's static files, by address. They hold no data. */
final class ConsoleFiles {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, File> files = new TreeMap<>();

    /** One file as it is sent. */
    record File(String contentType, byte[] content) {}

    /** All that are shipped. */
    static ConsoleFiles read(CamelContext context) {
        ConsoleFiles console = new ConsoleFiles();
        try {
            for (Resource resource :
                    PluginHelper.getPackageScanResourceResolver(context).findResources("classpath:console/*.*")) {
                String location = resource.getLocation();
                String name = location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf(':')) + 1);
                String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
                if (type != null) {
                    console.add(name, new File(type, content(resource)));
                }
            }
        } catch (Exception unreadable) {
            throw new IllegalStateException("The console's files cannot be read", unreadable);
        }
        return console;
    }

    private static byte[] content(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private void add(String name, File file) {
        files.put("/" + name, file);
        if (name.equals("index.html")) {
            files.put("/", file);
        } else if (name.equals("favicon.svg")) {
            // browsers ask for it by themselves
            files.put("/favicon.ico", file);
        }
    }

    /** Null where there is none at exactly this address. */
    File find(String path) {
        return files.get(path);
    }
}
