package io.connectors.salesforce.run;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ServiceLoader;

/**
 * The database drivers beside this class, where a container loads it: the JVM finds those of its own class path only, and would
 * keep these, with all their classes, after their time.
 */
public final class Drivers {
    private static final ClassLoader OURS = Drivers.class.getClassLoader();

    private Drivers() {}

    /** Makes them known to the JVM. */
    public static void register() {
        for (Driver driver : ServiceLoader.load(Driver.class, OURS)) {
            try {
                DriverManager.registerDriver(driver);
            } catch (SQLException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }
    }

    /** Has the JVM forget them. */
    public static void deregister() {
        DriverManager.drivers()
                .filter(driver -> driver.getClass().getClassLoader().equals(OURS))
                .toList()
                .forEach(driver -> {
                    try {
                        DriverManager.deregisterDriver(driver);
                    } catch (SQLException unexpected) {
                        throw new IllegalStateException(unexpected);
                    }
                });
    }
}
