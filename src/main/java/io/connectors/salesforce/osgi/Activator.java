package io.connectors.salesforce.osgi;

import io.connectors.salesforce.run.Drivers;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;

/** A connector server as a bundle: it runs while there is a configuration, and is gone without a trace when the bundle has stopped. */
public final class Activator implements BundleActivator {
    private static final String PID = "io.connectors.salesforce";

    private BundledResources resources;
    private HostedServer server;
    private ServiceRegistration<ManagedService> configuration;

    @Override
    public void start(BundleContext framework) {
        Drivers.register();
        resources = new BundledResources(framework.getBundle());
        resources.open();
        server = new HostedServer(framework);
        configuration = framework.registerService(
                ManagedService.class,
                changed -> server.configure(Configuration.of(changed, framework::getProperty)),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, PID)));
    }

    @Override
    public void stop(BundleContext framework) {
        configuration.unregister();
        server.close();
        resources.close();
        Drivers.deregister();
    }
}
