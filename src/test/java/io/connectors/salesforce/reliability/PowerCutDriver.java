package io.connectors.salesforce.reliability;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;

/** Goes before the other drivers for the URLs that are watched. */
final class PowerCutDriver implements Driver {
    private static final List<PowerCut> WATCHED = new CopyOnWriteArrayList<>();

    static {
        try {
            // the first one registered is asked first
            List<Driver> others = DriverManager.drivers().toList();
            for (Driver other : others) {
                DriverManager.deregisterDriver(other);
            }
            DriverManager.registerDriver(new PowerCutDriver());
            for (Driver other : others) {
                DriverManager.registerDriver(other);
            }
        } catch (SQLException refused) {
            throw new ExceptionInInitializerError(refused);
        }
    }

    static void watch(PowerCut cut) {
        WATCHED.add(cut);
    }

    private static Optional<PowerCut> watching(String url) {
        return WATCHED.stream().filter(cut -> cut.watches(url)).findFirst();
    }

    @Override
    public boolean acceptsURL(String url) {
        return watching(url).isPresent();
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Optional<PowerCut> cut = watching(url);
        if (cut.isEmpty()) {
            return null;
        }
        for (Driver driver : DriverManager.drivers().toList()) {
            if (driver != this && driver.acceptsURL(url)) {
                return cut.get().connect(driver, url, properties);
            }
        }
        throw new SQLException("No driver for " + url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(PowerCutDriver.class.getName());
    }
}
