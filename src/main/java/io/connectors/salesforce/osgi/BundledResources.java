package io.connectors.salesforce.osgi;

import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextTracker;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.scan.DefaultPackageScanResourceResolver;
import org.apache.camel.util.AntPathMatcher;
import org.osgi.framework.Bundle;

/** Has every Camel context of this bundle find what lies in the bundle, such as the shipped routes; by itself Camel passes bundles over. */
final class BundledResources extends CamelContextTracker {
    private final Bundle bundle;

    BundledResources(Bundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public void contextCreated(CamelContext context) {
        context.setApplicationContextClassLoader(BundledResources.class.getClassLoader());
        Resolver resolver = new Resolver();
        resolver.setCamelContext(context);
        context.getCamelContextExtension().addContextPlugin(PackageScanResourceResolver.class, resolver);
    }

    private final class Resolver extends DefaultPackageScanResourceResolver {
        @Override
        protected void findInClasspath(String folder, Set<Resource> found, String pattern, Predicate<String> accepted) {
            ResourceLoader loader = PluginHelper.getResourceLoader(getCamelContext());
            Enumeration<URL> entries = bundle.findEntries(folder, null, true);
            for (URL entry : entries == null ? Set.<URL>of() : Collections.list(entries)) {
                String name = entry.getPath().substring(1);
                boolean matches = AntPathMatcher.INSTANCE.match(folder + pattern, name);
                if (matches && (accepted == null || accepted.test(name))) {
                    found.add(loader.resolveResource("classpath:" + name));
                }
            }
        }
    }
}
